package dev.yinsong.trainer.run;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.trainer.Losses;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run, kept. Every change of it goes through a method, and through a transaction that has locked it. Its lease's end
 * is the database's to set, by the database's clock.
 */
@Entity
@Table(name = "run")
class RunRow {

    @Id
    private UUID id;

    private String voice;
    private String state;
    private String origin;
    private String mode;
    private String overrides;
    private @Nullable String plan;
    private @Nullable Long revision;
    private int clips;

    @Column(name = "held_out_clips")
    private int heldOutClips;

    @Column(name = "queued_at")
    private Instant queuedAt;

    @Column(name = "started_at")
    private @Nullable Instant startedAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    private int step;
    private int steps;

    @Embedded
    @AttributeOverride(name = "llmNats", column = @Column(name = "start_llm_nats"))
    @AttributeOverride(name = "flow", column = @Column(name = "start_flow"))
    private @Nullable Losses start;

    @Embedded
    @AttributeOverride(name = "llmNats", column = @Column(name = "end_llm_nats"))
    @AttributeOverride(name = "flow", column = @Column(name = "end_flow"))
    private @Nullable Losses end;

    @Embedded
    @AttributeOverride(name = "llmNats", column = @Column(name = "held_out_start_llm_nats"))
    @AttributeOverride(name = "flow", column = @Column(name = "held_out_start_flow"))
    private @Nullable Losses heldOutStart;

    @Embedded
    @AttributeOverride(name = "llmNats", column = @Column(name = "held_out_end_llm_nats"))
    @AttributeOverride(name = "flow", column = @Column(name = "held_out_end_flow"))
    private @Nullable Losses heldOutEnd;

    @Column(name = "stop_reason")
    private @Nullable String stopReason;

    private @Nullable String failure;
    private @Nullable String report;
    private @Nullable Integer version;

    @Column(name = "cancel_requested")
    private boolean cancelRequested;

    private @Nullable String owner;
    private int attempts;

    @Column(name = "fruitless_starts")
    private int fruitlessStarts;

    @Column(name = "state_uri")
    private @Nullable String stateUri;

    @Column(name = "state_sha256")
    private @Nullable String stateSha256;

    @Column(name = "state_bytes")
    private @Nullable Long stateBytes;

    @Column(name = "state_step")
    private @Nullable Integer stateStep;

    private boolean screened;

    @Column(name = "last_event")
    private long lastEvent;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected RunRow() {}

    /** A run that waits to be taken. */
    RunRow(UUID id, String voice, String mode, Overrides overrides) {
        this.id = id;
        this.voice = voice;
        this.state = RunState.QUEUED.label();
        this.origin = "manual";
        this.mode = mode;
        this.overrides = Json.write(overrides);
        this.queuedAt = now();
    }

    /** A run that trained nothing, but took a version over. */
    static RunRow ofImport(UUID id, String voice, int version, String reportJson) {
        var run = new RunRow(id, voice, "import", Overrides.NONE);
        run.origin = "import";
        run.startedAt = run.queuedAt;
        run.stopReason = "imported";
        run.report = reportJson;
        run.publishedAs(version);
        return run;
    }

    UUID id() {
        return id;
    }

    String voice() {
        return voice;
    }

    RunState state() {
        return RunState.of(state);
    }

    Overrides overrides() {
        return Json.read(overrides, Overrides.class);
    }

    Optional<TrainingPlan> plan() {
        return Optional.ofNullable(plan).map(json -> Json.read(json, TrainingPlan.class));
    }

    int attempts() {
        return attempts;
    }

    /** How often in a row a pod took it and was not heard of again, with no state saved that is further than the last. */
    int fruitlessStarts() {
        return fruitlessStarts;
    }

    boolean cancelRequested() {
        return cancelRequested;
    }

    String owner() {
        return Objects.requireNonNull(owner, "nobody has the lease");
    }

    boolean heldBy(String who) {
        return state() == RunState.RUNNING && who.equals(owner);
    }

    Optional<BlobRef> savedState() {
        return stateUri == null || stateSha256 == null || stateBytes == null
                ? Optional.empty()
                : Optional.of(new BlobRef(URI.create(stateUri), stateSha256, stateBytes));
    }

    /** A pod begins to work on it, or goes on where another left. */
    void take(String who) {
        state = RunState.RUNNING.label();
        owner = who;
        attempts++;
        fruitlessStarts++;
        if (startedAt == null) {
            startedAt = now();
        }
    }

    /** What it trains on is decided, once. */
    void decide(TrainingPlan decided, long ofRevision, int allClips, int ofThemHeldOut) {
        plan = Json.write(decided);
        mode = decided.mode();
        revision = ofRevision;
        clips = allClips;
        heldOutClips = ofThemHeldOut;
    }

    boolean wasScreened() {
        return screened;
    }

    /** Its clips were looked through. */
    void screened() {
        screened = true;
    }

    /** How many clips it has, when some had to leave. */
    void has(int allClips, int ofThemHeldOut) {
        clips = allClips;
        heldOutClips = ofThemHeldOut;
    }

    /** Whether a dataset is the one that it took. */
    boolean tookDataset(long ofRevision) {
        return revision != null && revision == ofRevision;
    }

    /** Its clips are those of another dataset now. */
    void tookInstead(long ofRevision) {
        revision = ofRevision;
    }

    /** The base was measured on held-out clips, before the first step. */
    void measuredStart(int stepsAtMost, Losses heldOut) {
        steps = stepsAtMost;
        heldOutStart = heldOut;
    }

    /** Some steps were taken. What was not measured stays as it was; the first measure of all is the start. */
    void advance(int to, int stepsAtMost, Losses learned, Losses heldOut) {
        step = to;
        steps = stepsAtMost;
        start = orNone(start).or(learned);
        end = learned.or(orNone(end));
        heldOutEnd = heldOut.or(orNone(heldOutEnd));
    }

    /** Its state was saved; the saved state before, which nobody needs any more, is returned. */
    Optional<BlobRef> saved(BlobRef state, int atStep) {
        var before = savedState();
        if (stateStep == null || atStep > stateStep) {
            fruitlessStarts = 0;
        }
        stateUri = state.uri().toString();
        stateSha256 = state.sha256();
        stateBytes = state.bytes();
        stateStep = atStep;
        return before.filter(old -> !old.sha256().equals(state.sha256()));
    }

    /** Training is over; how the run ends is still to be judged. */
    void trained(Trainer.Result result) {
        stopReason = result.stopReason();
        start = result.start();
        end = result.end();
        heldOutStart = result.heldOutStart();
        heldOutEnd = result.heldOutEnd();
    }

    /** The gate refused what came of it, which is kept as a candidate. */
    void reject(int candidate, String why) {
        version = candidate;
        stopReason = why;
        end(RunState.REJECTED);
    }

    /** The gate has spoken. */
    void judged(String reportJson) {
        report = reportJson;
    }

    /** It became a version. */
    void publishedAs(int number) {
        version = number;
        end(RunState.PUBLISHED);
    }

    /** Nothing will change any more. */
    void end(RunState as) {
        state = as.label();
        endedAt = now();
        owner = null;
    }

    /** It could not be finished. */
    void fail(String why) {
        failure = why;
        end(RunState.FAILED);
    }

    /** Its pod goes; another may take it. */
    void leave() {
        owner = null;
        fruitlessStarts = Math.max(0, fruitlessStarts - 1); // it says so, and dies of nothing that the run did
    }

    /** It is to stop as soon as its pod notices. */
    void requestCancel() {
        cancelRequested = true;
    }

    /** The next thing that it says. */
    RunEvent say(String kind, @Nullable String message) {
        return say(kind, null, null, null, message);
    }

    /** The next thing that it says. */
    RunEvent say(
            String kind,
            @Nullable Losses learned,
            @Nullable Losses heldOut,
            @Nullable Double learningRate,
            @Nullable String message) {
        lastEvent++;
        return new RunEvent(lastEvent, kind, now(), step, steps, learned, heldOut, learningRate, message);
    }

    RunView view() {
        return new RunView(
                id,
                voice,
                state(),
                origin,
                mode,
                stopReason,
                failure,
                version,
                new RunView.Span(orNone(start), orNone(end)),
                new RunView.Span(orNone(heldOutStart), orNone(heldOutEnd)),
                step,
                steps,
                clips,
                heldOutClips,
                attempts,
                stateStep,
                queuedAt,
                startedAt,
                endedAt,
                plan == null ? null : Json.read(plan, TrainingPlan.class),
                report == null ? null : Json.tree(report));
    }

    /** Hibernate reads losses of which none was measured as null. */
    private static Losses orNone(@Nullable Losses losses) {
        return losses == null ? Losses.NONE : losses;
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public String toString() {
        return "run " + id + " of " + voice + ", " + state + ", revision " + revision;
    }
}
