package dev.yinsong.common.audio;

/** A recording cannot be used; the message is a sentence for whoever sent it. */
public final class UnusableAudio extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is wrong with the recording. */
    public enum Reason {
        /** There is nothing in the file. */
        EMPTY,
        /** No known format, or none that holds sound. */
        UNDECODABLE,
        /** Less sound than the file promises. */
        TRUNCATED,
        /** Damaged frames, samples that are no numbers, or a header that contradicts itself. */
        CORRUPT,
        /** More sound than the caller allows. */
        TOO_LONG,
        /** More samples a second than any recorder of speech needs. */
        SAMPLE_RATE
    }

    private final Reason reason;

    public UnusableAudio(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
