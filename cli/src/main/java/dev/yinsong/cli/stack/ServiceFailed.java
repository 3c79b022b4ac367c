package dev.yinsong.cli.stack;

/** A service could not be started; the message shows the end of its log. */
public final class ServiceFailed extends IllegalStateException {
    private static final long serialVersionUID = 1;

    ServiceFailed(String message) {
        super(message);
    }
}
