package dev.yinsong.common.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;

/**
 * The libraries of ffmpeg: loaded once, their complaints counted instead of printed.
 *
 * <p>A codec that runs on its caller's thread complains there, so the count is one thread's own.
 */
final class Ffmpeg {

    private static final ThreadLocal<int[]> COMPLAINTS = ThreadLocal.withInitial(() -> new int[1]);

    /** Referenced from here for good: the native side holds no reference of its own. */
    private static final LogCallback COUNTER;

    static {
        // By default a process that is larger than four times Java's heap may allocate nothing more: ours hold a model.
        System.getProperties().putIfAbsent("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        COUNTER = new Counter();
        setLogCallback(COUNTER);
        av_log_set_level(AV_LOG_ERROR);
    }

    private Ffmpeg() {}

    /** Makes sure that the libraries are there. */
    static void load() {
        // Running the class's initialiser is all there is to do.
    }

    /** Errors that ffmpeg has logged on this thread so far. */
    static int complaints() {
        return COMPLAINTS.get()[0];
    }

    /** What a negative result means. */
    static String explain(int result) {
        var buffer = new byte[256];
        av_strerror(result, buffer, buffer.length);
        int length = 0;
        while (buffer[length] != 0) {
            length++;
        }
        return new String(buffer, 0, length, StandardCharsets.UTF_8);
    }

    private static final class Counter extends LogCallback {
        @Override
        public void call(int level, BytePointer message) {
            COMPLAINTS.get()[0]++;
        }
    }
}
