package dev.yinsong.ingest.upload;

import dev.yinsong.common.problem.Problem;

/** A recording came without its words, or words without their recording. */
class ItemIncomplete extends Problem {

    private static final long serialVersionUID = 1;

    private ItemIncomplete(String detail) {
        super("item-incomplete", "Item incomplete", 422, detail);
    }

    static ItemIncomplete noWords(NamedFile recording) {
        return new ItemIncomplete("There are no words for this recording: add " + recording.id()
                + ".txt beside it, or a line " + recording.id() + "|words to metadata.csv.");
    }

    static ItemIncomplete noRecording(String id) {
        return new ItemIncomplete("There is no recording for these words: add " + id + ".wav, say.");
    }

    static ItemIncomplete twice(String id) {
        return new ItemIncomplete("There is more than one file for " + id + ": nobody knows which one is meant.");
    }
}
