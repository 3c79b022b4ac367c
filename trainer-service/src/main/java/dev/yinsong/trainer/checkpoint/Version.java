package dev.yinsong.trainer.checkpoint;

import dev.yinsong.common.blob.BlobRef;
import java.util.UUID;

/**
 * A version to be kept.
 *
 * @param number from {@link Versions#reserve}
 * @param run that made it
 * @param baseHash of the model that its adapter belongs to
 * @param checkpoint the voice archive
 * @param report the gate's, as JSON
 */
public record Version(String voice, int number, UUID run, String baseHash, BlobRef checkpoint, String report) {}
