package dev.yinsong.ingest.voice;

/**
 * What was taken in for a voice.
 *
 * @param clips how many
 * @param quarantined how many of them are in doubt
 * @param seconds of speech
 */
record Collected(String voice, long clips, long quarantined, double seconds) {

    static Collected nothing(String voice) {
        return new Collected(voice, 0, 0, 0);
    }
}
