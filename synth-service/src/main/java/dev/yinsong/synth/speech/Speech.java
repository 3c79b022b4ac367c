package dev.yinsong.synth.speech;

/**
 * What was spoken, as a file.
 *
 * @param mediaType the content type
 * @param version the version that spoke, or {@code base}
 */
record Speech(byte[] file, String mediaType, String version) {}
