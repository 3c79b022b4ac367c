package dev.yinsong.embedded;

import java.nio.file.FileSystemException;

/** Kafka or PostgreSQL could not be started; the message says which of them, and why. */
public final class NotStarted extends IllegalStateException {
    private static final long serialVersionUID = 1;

    NotStarted(String message) {
        super(message);
    }

    NotStarted(String message, Throwable cause) {
        super(message, cause);
    }

    /** What to throw for a failure: itself if it is a sentence already. */
    static RuntimeException of(String server, Exception cause) {
        return switch (cause) {
            case NotStarted said -> said;
            case Ports.PortTaken said -> said;
            case Directories.InUse said -> said;
            default -> new NotStarted(sentence(server, cause), cause);
        };
    }

    private static String sentence(String server, Exception cause) {
        // Of a file's failure, the message alone is often the file's name.
        var message = cause instanceof FileSystemException ? null : cause.getMessage();
        if (message == null) {
            return server + " did not start: " + cause;
        }
        return message.startsWith(server) ? message : server + " did not start: " + message;
    }
}
