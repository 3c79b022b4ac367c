package dev.yinsong.cosyvoice.checkpoint;

/** A voice archive that is damaged, or that holds what a voice may not hold; the message names the archive. */
public final class BadVoice extends RuntimeException {

    public BadVoice(String message) {
        super(message);
    }

    public BadVoice(String message, Throwable cause) {
        super(message, cause);
    }
}
