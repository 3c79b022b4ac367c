package dev.yinsong.cli.clip;

/** No clip, or more than one, is meant; the message says what to do. */
public final class NoSuchClip extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchClip(String message) {
        super(message);
    }
}
