package dev.yinsong.cli.demo;

import dev.yinsong.cli.client.Http;
import dev.yinsong.cli.client.IngestClient;
import dev.yinsong.cli.client.Run;
import dev.yinsong.cli.client.SynthClient;
import dev.yinsong.cli.client.TrainerClient;
import dev.yinsong.cli.clip.Uploads;
import dev.yinsong.cli.run.RunWatch;
import dev.yinsong.cli.stack.Service;
import dev.yinsong.cli.stack.StackSettings;
import dev.yinsong.cli.terminal.Durations;
import dev.yinsong.cli.terminal.Terminal;
import dev.yinsong.common.model.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Clips in, a voice out, through nothing but the services' HTTP interfaces. */
final class MainJob {

    private static final String LANGUAGE = "en";
    private static final double CHANCE = 0.02; // standard error of what twelve sentences gain
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOAD_PATIENCE = Duration.ofMinutes(3);

    /** None of the sample clips says these. */
    private static final List<String> SENTENCES = List.of(
            "The morning train was late again, so we walked to the station.",
            "A small boat crossed the quiet water and stopped at the bridge.",
            "Bring your coat, the night will be cold and the wind is strong.",
            "They sang together until the fire went out and the stars came.",
            "The children found an old map behind the door of the kitchen.",
            "We bought fresh bread and a bottle of milk on the way home.",
            "The doctor looked at the letter and put it on the table.",
            "Nothing moved along the road before the sun came up again.",
            "My brother keeps two black horses in the field near the church.",
            "You can leave your boots by the fire until they are dry.",
            "Every summer the same old man sold apples at the corner.",
            "If you hear the bell, open the gate and let them in.");

    private final Terminal terminal;
    private final Stopwatch stopwatch;
    private final IngestClient ingest;
    private final TrainerClient trainer;
    private final SynthClient synth;

    MainJob(Terminal terminal, Stopwatch stopwatch, StackSettings settings) {
        this.terminal = terminal;
        this.stopwatch = stopwatch;
        var http = new Http();
        this.ingest = new IngestClient(http, settings.address(Service.INGEST));
        this.trainer = new TrainerClient(http, settings.address(Service.TRAINER));
        this.synth = new SynthClient(http, settings.address(Service.SYNTH));
    }

    /**
     * Does it.
     *
     * @param clips the recordings, with their texts beside them
     * @param model the base, whose speaker encoder judges
     * @param out gets the wav files
     * @return whether everything turned out as it should
     */
    boolean run(List<Path> clips, ModelDirectory model, Path out) throws IOException, InterruptedException {
        stopwatch.stage("uploading and checking clips");
        var voice = voice();
        upload(voice, clips);

        stopwatch.stage("waiting for the run");
        terminal.line("A run starts by itself once no clip has come for a while …");
        var queued = await(
                "a training run",
                START_PATIENCE,
                () -> trainer.runs(voice).stream().findFirst());

        stopwatch.stage("training and judging");
        terminal.line("Training " + queued.id() + " (" + queued.mode() + ")");
        var watch = new RunWatch(terminal);
        var run = watch.follow(trainer, queued.id());
        watch.draw();
        if (!run.state().equals("published")) {
            throw new DemoFailed("The run ended " + run.state() + ": " + run.reason());
        }
        terminal.line("Published as version " + run.version().orElseThrow() + "; stopped because: " + run.reason());

        stopwatch.stage("loading the new voice");
        await("the synth service to load the voice", LOAD_PATIENCE, () -> loaded(voice, run));

        stopwatch.stage("speaking");
        return speakAndJudge(voice, run, clips, model, out);
    }

    private boolean speakAndJudge(String voice, Run run, List<Path> clips, ModelDirectory model, Path out)
            throws IOException {
        Files.createDirectories(out);
        try (var judge = new SpeakerJudge(model.speakerEncoder(), clips)) {
            var base = new Speaker(
                    "base",
                    (sentence, seed) -> synth.speakUntuned(voice, sentence, "wav", seed(seed))
                            .audio());
            var tuned = new Speaker(
                    "tuned",
                    (sentence, seed) ->
                            synth.speak(voice, sentence, "wav", seed(seed)).audio());
            var nearest = judge.nearest(model.speakers()).map(this::speakerOfBase);
            var comparison = new Comparison(
                    judge,
                    out,
                    Stream.concat(nearest.stream(), Stream.of(base, tuned)).toList());
            for (var sentence : SENTENCES) {
                terminal.live("  speaking: " + sentence);
                comparison.speak(sentence);
            }
            terminal.clear();
            terminal.line("");
            comparison.print(terminal);
            nearest.ifPresent(speaker -> way(comparison, speaker, base, tuned));
            comparison.printWords(terminal);
            terminal.line("Listen: " + out.toAbsolutePath());
            terminal.line("");
            return new Verdict(run, heard(comparison, nearest.orElse(base), base, tuned)).print(terminal);
        }
    }

    /**
     * What was gained. The vector alone brings the cosine near to where it ends: a run gained 0.010 with a standard error of
     * 0.017. So similarity is measured by whom a user heard before, and what training added by the spectrum.
     */
    private static List<Verdict.Check> heard(Comparison comparison, Speaker before, Speaker base, Speaker tuned) {
        double start = comparison.similarity(before), untuned = comparison.similarity(base);
        double end = comparison.similarity(tuned);
        double offAtStart = comparison.spectrumOff(base), offAtEnd = comparison.spectrumOff(tuned);
        return List.of(
                new Verdict.Check(
                        String.format(
                                Locale.ROOT,
                                "tuned similarity %.3f is above that of %s, %.3f",
                                end,
                                before.name(),
                                start),
                        end > start),
                new Verdict.Check(
                        String.format(
                                Locale.ROOT,
                                "it is at most %.2f, which is chance, below that of the base with the clips' vector, %.3f",
                                CHANCE,
                                untuned),
                        end >= untuned - CHANCE),
                new Verdict.Check(
                        String.format(
                                Locale.ROOT,
                                "tuned, the spectrum is %.1f dB off, less than %.1f dB of the base with the clips' vector",
                                offAtEnd,
                                offAtStart),
                        offAtEnd < offAtStart));
    }

    private Speaker speakerOfBase(String name) {
        return new Speaker(
                name,
                (sentence, seed) ->
                        synth.speak(name + "@base", sentence, "wav", seed(seed)).audio());
    }

    private void way(Comparison comparison, Speaker nearest, Speaker base, Speaker tuned) {
        terminal.line(
                "Of the way from the nearest of the base's own speakers, %s, to there the base has gone %.0f %% with the "
                        + "clips' speaker vector alone, the tuned voice %.0f %%.",
                nearest.name(), 100 * comparison.share(nearest, base), 100 * comparison.share(nearest, tuned));
    }

    private static OptionalLong seed(long seed) {
        return OptionalLong.of(seed);
    }

    /** A voice that nobody used yet, so that a demo on kept data starts afresh. */
    private String voice() {
        var name = "demo";
        for (int number = 2; ingest.voice(name).isPresent(); number++) {
            name = "demo-" + number;
        }
        return ingest.create(name, LANGUAGE).id();
    }

    private void upload(String voice, List<Path> clips) throws IOException {
        var outcome = new Uploads(terminal, ingest).upload(voice, clips);
        if (!outcome.refusals().isEmpty()) {
            throw new DemoFailed("Sample clips were refused:\n  " + String.join("\n  ", outcome.refusals()));
        }
    }

    private Optional<SynthClient.SpeakingVoice> loaded(String voice, Run run) {
        return synth.voices().stream()
                .filter(each -> each.id().equals(voice))
                .filter(each -> each.version() >= run.version().orElseThrow())
                .findFirst();
    }

    private <T> T await(String what, Duration patience, Supplier<Optional<T>> look) throws InterruptedException {
        var started = System.nanoTime();
        while (true) {
            var found = look.get();
            if (found.isPresent()) {
                terminal.clear();
                return found.get();
            }
            var waited = System.nanoTime() - started;
            if (waited > patience.toNanos()) {
                throw new DemoFailed("Waited " + Durations.text(waited) + " for " + what + " in vain.");
            }
            terminal.live("  waiting for " + what + "  " + Durations.text(waited));
            TimeUnit.MILLISECONDS.sleep(300);
        }
    }
}
