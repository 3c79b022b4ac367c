package dev.yinsong.cli.client;

import java.util.List;

/** A service answered with a refusal; the message is its sentence. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient List<String> parts;

    Refused(int status, String message) {
        this(status, message, List.of());
    }

    Refused(int status, String message, List<String> parts) {
        super(message);
        this.status = status;
        this.parts = List.copyOf(parts);
    }

    /** The same refusal in a better sentence, of someone who knows more than the service that refused. */
    public Refused saying(String sentence) {
        return new Refused(status, sentence, parts);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Whether the service is only busy or in trouble, and may grant the same later. */
    boolean isForNow() {
        return status == 429 || status >= 500;
    }

    /** What was wrong with each part of what was sent, if it had several. */
    public List<String> parts() {
        return parts;
    }
}
