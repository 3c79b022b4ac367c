package dev.yinsong.nano.training;

import java.nio.file.Path;

/** What a stage that trains leaves in its folder. */
public final class StageFiles {

    private StageFiles() {}

    /** The weights, once it has ended. */
    public static Path weights(Path folder) {
        return folder.resolve("weights.safetensors");
    }

    /** Weights and optimizer, from which it goes on. */
    public static Path state(Path folder) {
        return folder.resolve("state.safetensors");
    }
}
