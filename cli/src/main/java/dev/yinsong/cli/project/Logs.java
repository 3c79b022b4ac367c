package dev.yinsong.cli.project;

import dev.yinsong.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Where libraries' log messages go: nowhere, or into a file; never between the lines of the command. */
public final class Logs {

    private static final int LIMIT = 10 << 20;
    private static final Logger ROOT = Logger.getLogger("");

    /** Held, or the garbage collector would take the logger and its handler. */
    private static Logger named = ROOT;

    private Logs() {}

    /** Drops everything. */
    public static void quiet() {
        LogManager.getLogManager().reset();
        ROOT.setLevel(Level.OFF);
    }

    /** Writes warnings into a file, with one older file beside it; {@code %g} in its name is the generation. */
    public static void to(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s [%3$s] %5$s%6$s%n");
        LogManager.getLogManager().reset();
        var handler = new FileHandler(file.toString(), LIMIT, 2, true);
        handler.setFormatter(new SimpleFormatter());
        ROOT.addHandler(handler);
        ROOT.setLevel(Level.WARNING);
    }

    /** Shows one package's messages as lines of a terminal, and drops all others. */
    public static void to(Terminal terminal, String name) {
        quiet();
        named = Logger.getLogger(name);
        named.setLevel(Level.INFO);
        named.addHandler(new Lines(terminal));
    }

    private static final class Lines extends Handler {

        private final Terminal terminal;
        private final SimpleFormatter formatter = new SimpleFormatter();

        Lines(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void publish(LogRecord message) {
            terminal.line(formatter.formatMessage(message));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
