package dev.yinsong.cli.demo;

/**
 * Somebody who says the demo's sentences.
 *
 * @param name in words, of which the names of files are made
 */
record Speaker(String name, Saying saying) {

    /** A way of saying something. */
    interface Saying {
        /** A wav file; with the same seed the same. */
        byte[] say(String sentence, long seed);
    }
}
