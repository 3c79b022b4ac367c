package dev.yinsong.synth.speech;

import dev.yinsong.common.audio.AudioFormat;
import java.util.EnumSet;
import java.util.Set;

/** How speech travels to the client. */
enum Delivery {
    /** As it is spoken, the bytes of one file in chunks. Lengths in the file's header are not known. */
    CHUNKS,
    /** As it is spoken, in server-sent events. */
    EVENTS,
    /** When all of it is spoken, with the lengths in the file's header. */
    WHOLE;

    /** Formats that go without a header that tells of the whole, so that each event can be decoded as it comes. */
    private static final Set<AudioFormat> CUTTABLE =
            EnumSet.of(AudioFormat.MP3, AudioFormat.OPUS, AudioFormat.AAC, AudioFormat.PCM);

    boolean carries(AudioFormat format) {
        return this != EVENTS || CUTTABLE.contains(format);
    }
}
