package dev.yinsong.common.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitWithParentTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    void finishesItsWorkWhenTheInputEndsAlthoughASignalComesToo() throws Exception {
        var done = folder.resolve("done");
        var child = start(LONG, done);

        child.getOutputStream().write(new byte[1000]); // which says nothing
        child.getOutputStream().close();
        assertThat(child.inputReader().readLine()).isEqualTo("stopping");
        child.toHandle().destroy();
        Files.createFile(done);

        assertThat(child.inputReader().readLine()).isEqualTo("stopped");
        assertThat(child.waitFor()).isZero();
    }

    @Test
    void isHaltedWhenItsStopTakesTooLong() throws Exception {
        var child = start(Duration.ofMillis(100), folder.resolve("never"));

        child.getOutputStream().close();

        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue()).isEqualTo(1);
        assertThat(child.inputReader().readAllAsString()).doesNotContain("stopped");
    }

    private static Process start(Duration grace, Path done) throws IOException {
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        grace.toString(),
                        done.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD) // the log
                .start();
        assertThat(child.inputReader().readLine()).isEqualTo("started");
        return child;
    }

    /** A program whose stop lasts until a file is there. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            var done = Path.of(arguments[1]);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(done)));
            ExitWithParent.watch(System.in, Duration.parse(arguments[0]));
            System.out.println("started");
            Thread.currentThread().join();
        }

        private static void stop(Path done) {
            System.out.println("stopping");
            while (!Files.exists(done)) {
                Thread.onSpinWait();
            }
            System.out.println("stopped");
        }
    }
}
