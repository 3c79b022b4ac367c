package dev.yinsong.cli.demo;

import dev.yinsong.cli.client.Losses;
import dev.yinsong.cli.client.Run;
import dev.yinsong.cli.terminal.Table;
import dev.yinsong.cli.terminal.Terminal;
import java.util.Locale;

/**
 * Whether the main job worked: the tuned voice is more like the clips than the base, and the losses on clips that were
 * held out fell.
 */
record Verdict(Run run, double baseSimilarity, double tunedSimilarity) {

    /** Prints the losses and each condition, and tells whether all hold. */
    boolean print(Terminal terminal) {
        var table = new Table("LOSS", "START", "END");
        row(
                table,
                "LLM, training clips, nats/token",
                run.start().llmNats(),
                run.end().llmNats());
        row(
                table,
                "LLM, held-out clips, nats/token",
                run.heldOutStart().llmNats(),
                run.heldOutEnd().llmNats());
        row(table, "flow, training clips, MSE", run.start().flow(), run.end().flow());
        row(
                table,
                "flow, held-out clips, MSE",
                run.heldOutStart().flow(),
                run.heldOutEnd().flow());
        table.print(terminal);
        terminal.line("");
        var ok = check(terminal, "the run was published", run.state().equals("published"));
        ok &= check(
                terminal,
                String.format(
                        Locale.ROOT, "tuned similarity %.3f is above the base's %.3f", tunedSimilarity, baseSimilarity),
                tunedSimilarity > baseSimilarity);
        ok &= fell(
                terminal, "LLM", run.heldOutStart().llmNats(), run.heldOutEnd().llmNats());
        ok &= fell(terminal, "flow", run.heldOutStart().flow(), run.heldOutEnd().flow());
        return ok;
    }

    private static boolean fell(Terminal terminal, String network, double start, double end) {
        return check(
                terminal,
                "held-out " + network + " loss " + Losses.text(end) + " is below its start, " + Losses.text(start),
                end < start);
    }

    private static boolean check(Terminal terminal, String claim, boolean holds) {
        terminal.line((holds ? "  ok    " : "  FAIL  ") + claim);
        return holds;
    }

    private static void row(Table table, String name, double start, double end) {
        table.row(name, Losses.text(start), Losses.text(end));
    }
}
