package dev.yinsong.cli.client;

/** A file was to be sent and can't be read; the message is a sentence that names it. */
public final class UnreadableFile extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableFile(Throwable cause) {
        super("Can't read " + cause.getMessage() + ".", cause);
    }
}
