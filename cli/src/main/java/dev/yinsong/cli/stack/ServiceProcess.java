package dev.yinsong.cli.stack;

import dev.yinsong.cli.terminal.Durations;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A service as a child process: started, awaited, started again when it dies, stopped.
 *
 * <p>Before it was ready once, its death is an error. Afterwards it is started again, at once the first time and later
 * with growing pauses.
 */
final class ServiceProcess implements AutoCloseable {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(75);
    private static final Duration SETTLED = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration TELL_EVERY = Duration.ofSeconds(20);
    private static final int TAIL_LINES = 25;

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final URI health;
    private final LogFile log;
    private final HttpClient http;
    private final Consumer<String> say;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Process process;
    private volatile long logStart;
    private @Nullable Thread supervisor;

    /**
     * Starts the program; its output goes to the log.
     *
     * @param environment variables that it gets besides ours
     */
    ServiceProcess(
            String name,
            List<String> command,
            Map<String, String> environment,
            URI health,
            LogFile log,
            HttpClient http,
            Consumer<String> say)
            throws IOException {
        this.name = name;
        this.command = command;
        this.environment = environment;
        this.health = health;
        this.log = log;
        this.http = http;
        this.say = say;
        this.process = launch();
    }

    /** The process id at this moment. */
    long pid() {
        return process.pid();
    }

    /**
     * Waits until the service takes requests, and from then on restarts it when it dies. A large model is read for minutes
     * from a cold disk, and speaks its first sentence: who waits is told for what.
     *
     * @throws ServiceFailed if it ends first, or is not ready in time
     */
    void awaitReady(Duration patience) throws InterruptedException {
        var start = System.nanoTime();
        var told = Duration.ZERO;
        for (var state = readiness(); !state.ready(); state = readiness()) {
            if (stopping.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ServiceFailed("The " + name + " service was stopped before it was ready.");
            }
            if (!process.isAlive()) {
                throw new ServiceFailed("The " + name + " service ended at its start with status " + process.exitValue()
                        + ". " + lastLines());
            }
            var waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(patience) > 0) {
                throw new ServiceFailed("The " + name + " service was not ready after "
                        + Durations.text(patience.toNanos()) + " (" + state.missing() + "). " + lastLines());
            }
            if (waited.minus(told).compareTo(TELL_EVERY) >= 0) {
                told = waited;
                say.accept("Waiting for the " + name + " service, " + Durations.text(waited.toNanos()) + " so far: "
                        + state.missing());
            }
        }
        supervisor = Thread.ofVirtual().name(name + "-supervisor").start(this::supervise);
    }

    /** Kills the process without warning, and does not start it again. */
    void kill() {
        synchronized (stopping) {
            stopping.countDown();
            process.destroyForcibly();
        }
    }

    /** Asks the service to stop, and does not wait. */
    void askToStop() {
        synchronized (stopping) { // else a restart could slip in between
            stopping.countDown();
            process.destroy();
        }
    }

    /** Asks the service to stop and waits; a deaf one is killed. */
    @Override
    public void close() {
        askToStop();
        var ending = process;
        try {
            if (!ending.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                say.accept("The " + name + " service did not stop within " + STOP_PATIENCE.toSeconds()
                        + " s and is killed.");
                ending.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            ending.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() throws IOException {
        log.rotate();
        logStart = log.size();
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.path().toFile()));
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE"); // idle tensor threads leave the cores to others
        builder.environment().putAll(environment);
        return builder.start(); // its standard input stays open: its end tells the service that we are gone
    }

    private void supervise() {
        try {
            var pause = FIRST_PAUSE;
            while (true) {
                var started = System.nanoTime();
                int status = process.waitFor();
                if (System.nanoTime() - started > SETTLED.toNanos()) {
                    pause = FIRST_PAUSE;
                }
                if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                say.accept("The " + name + " service ended with status " + status + " (" + meaning(status)
                        + "); starting it again. " + lastLines());
                pause = longer(pause);
                while (!relaunch()) {
                    if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    pause = longer(pause);
                }
                awaitReadyAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** Starts the program, unless the service is to stop; returns false if that should be tried once more. */
    private boolean relaunch() {
        synchronized (stopping) {
            if (stopping.getCount() == 0) {
                return true;
            }
            try {
                process = launch();
                return true;
            } catch (IOException e) { // a full disk, or no memory for a process: it may pass
                say.accept("The " + name + " service could not be started again, and will be tried once more: "
                        + e.getMessage());
                return false;
            }
        }
    }

    private void awaitReadyAgain() throws InterruptedException {
        while (process.isAlive() && !readiness().ready()) {
            if (stopping.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        if (process.isAlive()) {
            say.accept("The " + name + " service is ready again (process " + process.pid() + ").");
        }
    }

    private Readiness readiness() throws InterruptedException {
        return Readiness.ask(http, health);
    }

    private String lastLines() {
        var lines = log.tail(logStart, TAIL_LINES);
        return "The end of " + log.path() + ":\n" + (lines.isEmpty() ? "  (empty)" : "  " + String.join("\n  ", lines));
    }

    private static String meaning(int status) {
        return switch (status) {
            case 134 -> "aborted";
            case 137 -> "killed";
            case 139 -> "crashed in native code";
            case 143 -> "asked to stop";
            default -> status > 128 ? "signal " + (status - 128) : "an error";
        };
    }
}
