package dev.yinsong.common.model;

/** A model directory that cannot be used; the message names the file and the key, and says what is wrong with it. */
public class BadModel extends RuntimeException {

    public BadModel(String message) {
        super(message);
    }

    public BadModel(String message, Throwable cause) {
        super(message, cause);
    }
}
