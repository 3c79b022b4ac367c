package dev.yinsong.trainer.run;

import dev.yinsong.trainer.Losses;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run's event, kept. */
@Entity
@Table(name = "run_event")
@IdClass(RunEventRow.Key.class)
class RunEventRow {

    @Id
    private UUID run;

    @Id
    private long number;

    private String kind;
    private Instant at;
    private int step;
    private int steps;

    @Column(name = "llm_nats")
    private @Nullable Double llmNats;

    private @Nullable Double flow;

    @Column(name = "held_out_llm_nats")
    private @Nullable Double heldOutLlmNats;

    @Column(name = "held_out_flow")
    private @Nullable Double heldOutFlow;

    @Column(name = "learning_rate")
    private @Nullable Double learningRate;

    private @Nullable String message;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected RunEventRow() {}

    RunEventRow(UUID run, RunEvent event) {
        var losses = event.losses() == null ? Losses.NONE : event.losses();
        var heldOut = event.heldOut() == null ? Losses.NONE : event.heldOut();
        this.run = run;
        this.number = event.number();
        this.kind = event.kind();
        this.at = event.at();
        this.step = event.step();
        this.steps = event.steps();
        this.llmNats = losses.llmNats();
        this.flow = losses.flow();
        this.heldOutLlmNats = heldOut.llmNats();
        this.heldOutFlow = heldOut.flow();
        this.learningRate = event.learningRate();
        this.message = event.message();
    }

    RunEvent event() {
        return new RunEvent(
                number,
                kind,
                at,
                step,
                steps,
                losses(llmNats, flow),
                losses(heldOutLlmNats, heldOutFlow),
                learningRate,
                message);
    }

    private static @Nullable Losses losses(@Nullable Double llmNats, @Nullable Double flow) {
        return llmNats == null && flow == null ? null : new Losses(llmNats, flow);
    }

    @Override
    public String toString() {
        return "event " + number + " of run " + run;
    }

    /** What tells one event from others. */
    record Key(UUID run, long number) implements Serializable {}
}
