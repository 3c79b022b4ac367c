package dev.yinsong.cli.client;

import java.io.IOException;
import java.io.InputStream;

/**
 * Speech on its way.
 *
 * @param sound the file's bytes, as they are spoken; reading fails when the speech breaks off
 * @param version of the voice that speaks, {@code base} for one of the base model's speakers
 * @param seed with which the same is spoken again
 */
public record SpeechStream(InputStream sound, String version, String seed) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        sound.close();
    }
}
