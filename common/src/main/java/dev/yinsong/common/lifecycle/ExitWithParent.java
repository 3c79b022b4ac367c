package dev.yinsong.common.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Stops a child process when the process that started it is gone.
 *
 * <p>A parent holds the other end of its child's standard input. However the parent dies, that pipe closes, and the
 * child reads its end.
 */
public final class ExitWithParent {

    private static final Logger LOG = Logger.getLogger(ExitWithParent.class);

    private ExitWithParent() {}

    /**
     * Watches from a daemon thread until the input ends, then calls {@code stop} once. What is read is thrown away.
     *
     * @param input the process's standard input
     * @param stop asks the program to stop
     */
    public static Thread watch(InputStream input, Runnable stop) {
        return Thread.ofPlatform().daemon().name("exit-with-parent").start(() -> {
            drain(input);
            LOG.info("the parent process is gone: stopping");
            stop.run();
        });
    }

    /**
     * As {@link #watch}; and when the program has not stopped within a while, it is halted.
     *
     * @param grace how long an orderly stop may take
     */
    public static Thread watchOrHalt(InputStream input, Runnable stop, Duration grace) {
        return watch(input, () -> {
            stop.run();
            try {
                Thread.sleep(grace);
                LOG.warnf("the program did not stop within %s: halting", grace);
                Runtime.getRuntime().halt(1);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void drain(InputStream input) {
        var chunk = new byte[256];
        try {
            while (input.read(chunk) >= 0) {
                // a parent sends nothing that matters: only the end does
            }
        } catch (IOException e) {
            LOG.debug("standard input broke, which is an end too", e);
        }
    }
}
