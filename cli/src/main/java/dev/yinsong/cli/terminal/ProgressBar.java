package dev.yinsong.cli.terminal;

import java.util.Locale;

/**
 * Progress of counted work: a bar on a terminal, a line at each tenth elsewhere.
 *
 * <pre>  uploading  ████████████░░░░░░░░  14/24 clips  0 h 00 min 03 s</pre>
 */
public final class ProgressBar {

    private static final int CELLS = 24;

    private final Terminal terminal;
    private final String label;
    private final long total;
    private final String unit;
    private final long started = System.nanoTime();
    private long tenths;

    /** A bar at zero; {@code unit} is what is counted, in the plural. */
    public ProgressBar(Terminal terminal, String label, long total, String unit) {
        this.terminal = terminal;
        this.label = label;
        this.total = Math.max(1, total);
        this.unit = unit;
        at(0, "");
    }

    /** Shows that so much is done, and a remark. */
    public void at(long done, String remark) {
        var text = String.format(Locale.ROOT, "%s %s %d/%d %s  %s", label, bar(done), done, total, unit, remark);
        terminal.live(text.stripTrailing());
        if (!terminal.interactive() && done * 10 / total > tenths) {
            tenths = done * 10 / total;
            terminal.line("%s %d/%d %s  %s", label, done, total, unit, remark);
        }
    }

    /** Removes the bar and prints what became of it, with the time it took. */
    public void done(String outcome) {
        terminal.clear();
        terminal.line("%s %s in %s", label, outcome, Durations.text(System.nanoTime() - started));
    }

    private String bar(long done) {
        int full = (int) Math.min(CELLS, done * CELLS / total);
        return "█".repeat(full) + "░".repeat(CELLS - full);
    }
}
