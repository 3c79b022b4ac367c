package dev.yinsong.cosyvoice;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The reference data beside the checkout; tests that need it are skipped where it is absent. */
public final class ReferenceData {

    private ReferenceData() {}

    public static Path file(String path) {
        var file = Path.of(System.getProperty("yinsong.root", "."))
                .resolve("../shared")
                .resolve(path)
                .normalize();
        assumeTrue(Files.exists(file), "the reference data beside the checkout is absent: " + file);
        return file;
    }
}
