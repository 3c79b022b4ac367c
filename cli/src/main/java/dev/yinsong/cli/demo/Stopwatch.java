package dev.yinsong.cli.demo;

import dev.yinsong.cli.terminal.Durations;
import dev.yinsong.cli.terminal.Table;
import dev.yinsong.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long each stage took. */
final class Stopwatch {

    private final Map<String, Long> stages = new LinkedHashMap<>();
    private final long started = System.nanoTime();
    private String stage = "";
    private long stageStarted = started;

    /** Ends the stage before, if any, and begins another. */
    void stage(String name) {
        end();
        stage = name;
        stageStarted = System.nanoTime();
    }

    /** Ends the last stage and prints all of them. */
    void print(Terminal terminal) {
        end();
        var table = new Table("STAGE", "TIME");
        stages.forEach((name, nanos) -> table.row(name, Durations.text(nanos)));
        table.row("all together", Durations.text(System.nanoTime() - started));
        table.print(terminal);
    }

    private void end() {
        if (!stage.isEmpty()) {
            stages.put(stage, System.nanoTime() - stageStarted);
            stage = "";
        }
    }
}
