package dev.yinsong.common.audio;

import java.io.IOException;

/** Sound on its way into a file or to a listener. For one thread at a time. */
public interface AudioStream extends AutoCloseable {

    /**
     * Takes the next samples; what is ready goes out at once.
     *
     * @param samples full scale is ±1, anything beyond is cut off
     */
    void write(float[] samples) throws IOException;

    /** Writes what is left and ends the format; leaves the stream underneath open. Does nothing the second time. */
    @Override
    void close() throws IOException;
}
