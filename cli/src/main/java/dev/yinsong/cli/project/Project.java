package dev.yinsong.cli.project;

import java.nio.file.Path;

/** The checkout that the command runs from. */
public final class Project {

    private Project() {}

    /** Its root, as the launcher says; else the working directory. */
    public static Path root() {
        return Path.of(System.getProperty("yinsong.root", "")).toAbsolutePath().normalize();
    }

    /** The embedded base model. */
    public static Path nano() {
        return root().resolve("models/nano");
    }

    /** Where {@code up} keeps everything unless told otherwise. */
    public static Path defaultData() {
        return Path.of(System.getProperty("user.home"), ".yinsong");
    }
}
