package dev.yinsong.trainer.screening;

import java.util.UUID;

/**
 * A clip whose text does not seem to be what is said in it.
 *
 * @param excess how far its contrast is above the voice's median, in nats a speech token
 * @param reason a sentence for the clip's owner
 */
public record Suspect(UUID clip, double excess, String reason) {}
