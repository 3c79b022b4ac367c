package dev.yinsong.ingest.clip;

/**
 * Why a clip is not trained on.
 *
 * @param reason a sentence for its owner
 * @param nats how much less likely its sound is, given its words, than is usual for the voice: nats a speech token
 */
record Quarantine(String reason, double nats) {}
