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
     * Watches from a daemon thread until the input ends, then exits with status 0: the way that a signal takes, through
     * the JVM's shutdown hooks, so that a signal that comes too changes nothing. (Quarkus' own exit takes its hook away
     * before it stops the application, and a signal at that moment ends the process with its work undone.) What is read
     * is thrown away.
     *
     * @param input the process's standard input
     * @param grace how long an orderly stop may take; then the process is halted, with status 1
     */
    public static void watch(InputStream input, Duration grace) {
        daemon("exit-with-parent", () -> {
            drain(input);
            LOG.info("the parent process is gone: stopping");
            daemon("halt", () -> haltAfter(grace));
            System.exit(0);
        });
    }

    private static void daemon(String name, Runnable work) {
        Thread.ofPlatform().daemon().name(name).start(work);
    }

    private static void haltAfter(Duration grace) {
        try {
            Thread.sleep(grace);
        } catch (InterruptedException e) {
            LOG.debug("nobody interrupts this thread, but if somebody does, it is for an end at once", e);
        }
        LOG.warnf("the program did not stop within %s: halting", grace);
        Runtime.getRuntime().halt(1);
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
