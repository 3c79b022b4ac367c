package dev.yinsong.trainer.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dataset as callers see it: the clips that a voice had from one change of them to the next.
 *
 * @param dataset its number, which rises with each change
 * @param clips how many there are
 * @param heldOutClips how many of them a run would only judge by; 0 when they are too few for a run
 * @param seconds of speech in all
 * @param hours the same in hours
 * @param bytes of features and audio
 * @param runs that were trained on it
 * @param members its clips; absent in a list of datasets
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DatasetView(
        String voice,
        long dataset,
        Instant madeAt,
        int clips,
        int heldOutClips,
        double seconds,
        double hours,
        long bytes,
        List<UUID> runs,
        @Nullable List<Member> members) {

    private static final double SECONDS_AN_HOUR = 3600;

    static DatasetView of(String voice, DatasetRow dataset, List<DatasetClipRow> clips, List<UUID> runs) {
        double seconds = clips.stream().mapToDouble(DatasetClipRow::seconds).sum();
        return new DatasetView(
                voice,
                dataset.revision(),
                dataset.madeAt(),
                clips.size(),
                Split.heldOut(clips.size()),
                seconds,
                seconds / SECONDS_AN_HOUR,
                clips.stream().mapToLong(DatasetClipRow::bytes).sum(),
                runs,
                null);
    }

    /** The same with its clips, by id. */
    DatasetView with(List<Member> all) {
        return new DatasetView(voice, dataset, madeAt, clips, heldOutClips, seconds, hours, bytes, runs, all);
    }

    /** What a run does with a clip. */
    enum Side {
        LEARNED("learned"),
        HELD_OUT("held-out"),
        /** There are too few clips to split. */
        UNDECIDED("undecided");

        private final String label;

        Side(String label) {
            this.label = label;
        }

        /** The name in JSON. */
        @JsonValue
        public String label() {
            return label;
        }
    }

    /** One clip of a dataset, as it was then. */
    record Member(
            UUID clip, Side side, String language, String text, double seconds, long featuresBytes, long audioBytes) {}

    /** Several, newest first. */
    record Page(List<DatasetView> datasets) {}
}
