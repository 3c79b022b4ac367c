package dev.yinsong.cosyvoice.checkpoint;

import dev.yinsong.common.model.BadModel;

/** A network's file that does not hold exactly what the configuration asks for; the message names file and keys. */
public final class CheckpointMismatch extends BadModel {

    public CheckpointMismatch(String message) {
        super(message);
    }
}
