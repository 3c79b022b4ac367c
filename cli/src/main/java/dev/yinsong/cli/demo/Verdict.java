package dev.yinsong.cli.demo;

import dev.yinsong.cli.client.Losses;
import dev.yinsong.cli.client.Run;
import dev.yinsong.cli.terminal.Table;
import dev.yinsong.cli.terminal.Terminal;
import java.util.List;

/**
 * Whether the main job worked: the tuned voice is nearer to the clips, and the losses on clips that were held out fell.
 *
 * @param heard what the voices must show
 */
record Verdict(Run run, List<Check> heard) {

    /** A claim, and whether it holds. */
    record Check(String claim, boolean holds) {

        private boolean print(Terminal terminal) {
            terminal.line((holds ? "  ok    " : "  FAIL  ") + claim);
            return holds;
        }
    }

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
        var ok = new Check("the run was published", run.state().equals("published")).print(terminal);
        for (var check : heard) {
            ok &= check.print(terminal);
        }
        ok &= fell(
                terminal, "LLM", run.heldOutStart().llmNats(), run.heldOutEnd().llmNats());
        ok &= fell(terminal, "flow", run.heldOutStart().flow(), run.heldOutEnd().flow());
        return ok;
    }

    private static boolean fell(Terminal terminal, String network, double start, double end) {
        var claim = "held-out " + network + " loss " + Losses.text(end) + " is below its start, " + Losses.text(start);
        return new Check(claim, end < start).print(terminal);
    }

    private static void row(Table table, String name, double start, double end) {
        table.row(name, Losses.text(start), Losses.text(end));
    }
}
