package dev.yinsong.common;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;

/** The reference data beside the checkout; tests that need it are skipped where it is absent. */
public final class ReferenceData {

    private ReferenceData() {}

    public static Path path(String relative) {
        var path = Path.of(System.getProperty("yinsong.root", ".."), "..", "shared", relative)
                .normalize();
        assumeThat(path).as("the reference data beside the checkout").exists();
        return path;
    }
}
