package dev.yinsong.common.tensorfile;

/** A tensor file that is damaged, or that asks for something a tensor file may not ask for; the message names the file. */
public final class MalformedTensorFile extends RuntimeException {

    public MalformedTensorFile(String message) {
        super(message);
    }

    public MalformedTensorFile(String message, Throwable cause) {
        super(message, cause);
    }
}
