package dev.yinsong.synth.voice;

/** A checkpoint can't be used, however often it is tried. */
final class BadCheckpoint extends Exception {

    BadCheckpoint(String reason) {
        super(reason);
    }

    BadCheckpoint(String reason, Throwable cause) {
        super(reason, cause);
    }
}
