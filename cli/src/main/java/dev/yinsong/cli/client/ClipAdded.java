package dev.yinsong.cli.client;

/**
 * What became of an upload.
 *
 * @param id of the clip
 * @param seconds of speech in it
 * @param known whether the same clip was there before
 */
public record ClipAdded(String id, double seconds, boolean known) {}
