package dev.yinsong.cli.demo;

/** The demo could not be completed; the message says where it stopped. */
public final class DemoFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    DemoFailed(String message) {
        super(message);
    }
}
