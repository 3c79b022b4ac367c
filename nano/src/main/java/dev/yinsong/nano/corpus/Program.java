package dev.yinsong.nano.corpus;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of Debian's, run to its end. */
public final class Program {

    private Program() {}

    /**
     * Runs.
     *
     * @param folder in which it runs
     * @param command the program and its arguments
     * @param minutes after which it is ended and counts as failed
     * @return what it printed
     * @throws IOException when it is missing or fails, with what it printed
     */
    public static String run(Path folder, List<String> command, int minutes) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new IOException(command.getFirst() + " does not start: run nano/install-voices.sh", e);
        }
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end within " + minutes + " min");
            }
            if (process.exitValue() != 0) {
                throw new IOException(command + " failed: " + printed);
            }
            return printed;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + command.getFirst() + " ran");
        }
    }
}
