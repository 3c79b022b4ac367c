package dev.yinsong.common.text;

/** A text cannot be spoken, or not as what a recording says; the message is a sentence for whoever sent it. */
public final class UnspeakableText extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is wrong with the text. */
    public enum Reason {
        /** Nothing, or nothing that can be seen. */
        EMPTY,
        /** Bytes that are no UTF-8. */
        ENCODING,
        /** Characters that steer a terminal, or turn the reading direction round. */
        CONTROL,
        /** More characters than allowed. */
        TOO_LONG,
        /** No letter and no digit. */
        NOTHING_TO_SAY,
        /** More words than fit into the recording, or far fewer. */
        PACE
    }

    private final Reason reason;

    public UnspeakableText(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
