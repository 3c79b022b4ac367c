package dev.yinsong.cli.clip;

import java.nio.file.Path;

/**
 * A recording on this computer with its words.
 *
 * @param text empty where there is none
 */
public record LocalClip(Path recording, String text) {}
