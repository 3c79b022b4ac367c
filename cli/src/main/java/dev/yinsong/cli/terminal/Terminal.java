package dev.yinsong.cli.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Standard output. On a terminal the last line may be live, redrawn in place; elsewhere (a file, a pipe, CI) everything
 * is a plain line. May be used from several threads.
 */
public final class Terminal {

    private static final String CLEAR_LINE = "\r\033[K";
    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 20; // a live line shows where it stands even here

    private final PrintStream out;
    private final boolean interactive;
    private final int width;
    private String live = "";

    /** This process's standard output. */
    public static Terminal standard() {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var interactive = Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent()
                && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(out, interactive, width(System.getenv().getOrDefault("COLUMNS", "")));
    }

    /** For tests. */
    public Terminal(PrintStream out, boolean interactive) {
        this(out, interactive, USUAL_WIDTH);
    }

    Terminal(PrintStream out, boolean interactive, int width) {
        this.out = out;
        this.interactive = interactive;
        this.width = width;
    }

    /** Whether live lines are redrawn in place. */
    public boolean interactive() {
        return interactive;
    }

    /** Prints a line that stays. */
    public synchronized void line(String text) {
        out.print(live.isEmpty() ? "" : CLEAR_LINE);
        out.println(text);
        out.print(live);
        out.flush();
    }

    /** Prints a line that stays, formatted. */
    public void line(String format, Object... values) {
        line(String.format(Locale.ROOT, format, values));
    }

    /** Shows a line until the next one; nothing where output is not a terminal. */
    public synchronized void live(String text) {
        if (interactive) {
            live = text.length() < width ? text : text.substring(0, width - 2) + "…";
            out.print(CLEAR_LINE + live);
            out.flush();
        }
    }

    /** Removes the live line. */
    public synchronized void clear() {
        if (!live.isEmpty()) {
            out.print(CLEAR_LINE);
            out.flush();
            live = "";
        }
    }

    /** How many columns there are, from what the launcher found; it finds 0 where a terminal doesn't tell. */
    static int width(String columns) {
        try {
            int width = Integer.parseInt(columns.strip());
            return width > 0 ? Math.max(LEAST_WIDTH, width) : USUAL_WIDTH;
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }
}
