package dev.yinsong.trainer.run;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.util.Map;

/** The voice has a run that waits; it will take in all clips that are there when it starts. */
class RunQueued extends Problem {

    private static final long serialVersionUID = 1;

    private RunQueued(RunRow waiting) {
        super(
                new Details(
                        URI.create("urn:problem:run-queued"),
                        "Run queued already",
                        409,
                        "Voice " + waiting.voice() + " has run " + waiting.id()
                                + " waiting already. Cancel it first to start one with other settings.",
                        Map.of("run", waiting.id().toString())),
                Map.of());
    }

    static void refuse(RunRow waiting) {
        throw new RunQueued(waiting);
    }
}
