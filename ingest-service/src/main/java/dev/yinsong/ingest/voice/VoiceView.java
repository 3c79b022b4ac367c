package dev.yinsong.ingest.voice;

import java.time.Instant;
import java.util.List;

/**
 * A voice as callers see it.
 *
 * @param id the same as its name
 * @param clips how many were taken in
 * @param seconds how long they are together
 */
record VoiceView(String id, String name, String language, long clips, double seconds, Instant createdAt) {

    /** All of them. */
    record Page(List<VoiceView> voices) {}
}
