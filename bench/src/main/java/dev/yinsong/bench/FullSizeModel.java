package dev.yinsong.bench;

import dev.yinsong.cosyvoice.checkpoint.RandomModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model of CosyVoice-300M's sizes with random weights, written once (1.7 GB). */
final class FullSizeModel {

    private FullSizeModel() {}

    /** The model's directory below a folder; written if it is not there. */
    static Path in(Path folder) {
        var directory = folder.resolve("cosyvoice-300M-random");
        var complete = directory.resolve("complete");
        if (!Files.exists(complete)) {
            RandomModel.write(yaml(), directory, 1);
            try {
                Files.writeString(complete, "all files are written\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return directory;
    }

    private static String yaml() {
        try (var in = FullSizeModel.class.getResourceAsStream("/dev/yinsong/cosyvoice/cosyvoice-300M.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the resource cosyvoice-300M.yaml is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
