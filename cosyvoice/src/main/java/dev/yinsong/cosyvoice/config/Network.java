package dev.yinsong.cosyvoice.config;

import dev.yinsong.common.model.ModelDirectory;
import java.nio.file.Path;
import java.util.Locale;

/** The three networks of a base, each with a file of its own. */
public enum Network {
    LLM,
    FLOW,
    HIFT;

    /** The network's name in files and keys: {@code llm}, {@code flow} or {@code hift}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The network's weights in a model directory. */
    public Path file(ModelDirectory directory) {
        return switch (this) {
            case LLM -> directory.llm();
            case FLOW -> directory.flow();
            case HIFT -> directory.hift();
        };
    }
}
