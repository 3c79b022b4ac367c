package dev.yinsong.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A terminal that remembers what was printed. */
public final class Printed {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Terminal terminal;

    public Printed(boolean interactive) {
        this.terminal = new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), interactive);
    }

    Printed(boolean interactive, int width) {
        this.terminal = new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), interactive, width);
    }

    public Terminal terminal() {
        return terminal;
    }

    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    public List<String> lines() {
        return text().lines().toList();
    }
}
