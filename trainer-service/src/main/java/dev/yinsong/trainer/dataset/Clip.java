package dev.yinsong.trainer.dataset;

import dev.yinsong.common.blob.BlobRef;
import java.util.UUID;

/**
 * A clip to train on.
 *
 * @param text what is said in it
 * @param seconds how long it is
 * @param features where its features are
 * @param accepted whether its owner vouches for text and sound
 */
public record Clip(UUID id, String language, String text, double seconds, BlobRef features, boolean accepted) {}
