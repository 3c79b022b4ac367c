package dev.yinsong.nano.judge;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.training.JointTraining;
import dev.yinsong.cosyvoice.training.Mode;
import dev.yinsong.cosyvoice.training.TrainingListener;
import dev.yinsong.cosyvoice.training.TrainingOutcome;
import dev.yinsong.cosyvoice.training.TrainingSettings;
import dev.yinsong.nano.judge.Target.Likeness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Judges what a speaker's clips make of a base: trains a voice as the trainer does by default, and compares what it says to
 * the speaker's other clips.
 *
 * <p>Beside it stand the base speakers, as a user hears them before anything is trained, and the base with the new speaker's
 * vector, which has gone a part of the way without training.
 */
final class AdaptationJudge {

    private static final long SEED = 1;
    private static final int CLIPS = 24, HELD_OUT = 3;

    private final CosyVoice base;
    private final ModelDirectory model;
    private final Features features;
    private final Reader reader;
    private final Path folder;
    private final Consumer<String> report;
    private final List<Said> speakers = new ArrayList<>();

    /** @param folder gets a picture of each voice beside its speaker */
    AdaptationJudge(
            CosyVoice base,
            ModelDirectory model,
            Features features,
            Reader reader,
            Path folder,
            Consumer<String> report) {
        this.base = base;
        this.model = model;
        this.features = features;
        this.reader = reader;
        this.folder = folder;
        this.report = report;
    }

    /**
     * Trains on the first clips and judges.
     *
     * @param others recordings of the same speaker that nothing learns from
     */
    void judge(String name, List<Recording> clips, List<Recording> others) throws IOException {
        var outcome = trained(name, clips);
        var sounds = others.stream().map(Recording::sound).toList();
        var target = new Target(features.encoder(), sounds);
        report.accept("%s: similarity of the speaker's other clips %.3f".formatted(name, target.real()));
        var nearest = nearest(name, target);
        try (var before = base.base(outcome.speaker());
                var after = base.merge(outcome.adapter(), outcome.speaker())) {
            var untuned = compared(name, target, reader.read("base with the vector of " + name, before));
            var tuned = compared(name, target, reader.read("voice tuned to " + name, after));
            way(name, target, nearest, tuned);
            way(name, target, untuned, tuned);
            report.accept(
                    "%s: %+.1f points of words wrong beside the base speakers, %+.1f beside the base with the vector"
                            .formatted(
                                    name,
                                    tuned.said().errors().percent()
                                            - speakersErrors().percent(),
                                    tuned.said().errors().percent()
                                            - untuned.said().errors().percent()));
            picture(name, sounds.getFirst(), List.of(nearest, untuned, tuned));
        }
    }

    private TrainingOutcome trained(String name, List<Recording> clips) {
        var examples = clips.stream().limit(CLIPS).map(features::example).toList();
        var learned = examples.subList(0, examples.size() - HELD_OUT);
        var heldOut = examples.subList(examples.size() - HELD_OUT, examples.size());
        var settings = TrainingSettings.recommendedBy(model.settings(), Mode.JOINT, SEED);
        long started = System.nanoTime();
        try (var training = new JointTraining(base, settings, learned, heldOut)) {
            var outcome = training.run(new TrainingListener() {});
            report.accept("%s: trained on %d clips in %.0f s, %d steps, %s"
                    .formatted(
                            name,
                            examples.size(),
                            (System.nanoTime() - started) / 1e9,
                            outcome.steps(),
                            outcome.reports()));
            return outcome;
        }
    }

    /** The base speaker who is most like the speaker, and thus leaves the least to be gained. */
    private Compared nearest(String name, Target target) throws IOException {
        var compared = new ArrayList<Compared>();
        for (var said : speakers()) {
            compared.add(compared(name, target, said));
        }
        return compared.stream()
                .max(Comparator.comparingDouble(each -> each.likeness().similarity()))
                .orElseThrow(() -> new IllegalStateException(model.path() + " has no base speakers"));
    }

    /** What the base speakers say, whoever it is compared with. */
    private List<Said> speakers() throws IOException {
        if (speakers.isEmpty()) {
            for (var speaker : new TreeMap<>(model.speakers()).entrySet()) {
                try (var voice = base.base(speaker.getValue())) {
                    speakers.add(reader.read("base speaker " + speaker.getKey(), voice));
                }
            }
        }
        return speakers;
    }

    private WordErrors speakersErrors() throws IOException {
        return speakers().stream().map(Said::errors).reduce(WordErrors.NONE, WordErrors::plus);
    }

    /** Somebody beside the speaker. */
    private record Compared(Said said, Likeness likeness) {}

    private Compared compared(String name, Target target, Said said) {
        var likeness = target.likeness(said);
        report.accept("%s, %s: %s, %.1f %% of %d words wrong"
                .formatted(
                        name,
                        said.who(),
                        likeness,
                        said.errors().percent(),
                        said.errors().words()));
        return new Compared(said, likeness);
    }

    private void way(String name, Target target, Compared from, Compared to) {
        double start = from.likeness().similarity();
        double gained = to.likeness().similarity() - start;
        report.accept("%s: similarity %+.3f, %.0f %% of the way from the %s to real"
                .formatted(
                        name,
                        gained,
                        100 * gained / (target.real() - start),
                        from.said().who()));
    }

    private void picture(String name, Waveform recording, List<Compared> voices) throws IOException {
        var sounds = new LinkedHashMap<String, Waveform>();
        sounds.put(name + ", a recording", recording);
        voices.forEach(voice -> sounds.put(voice.said().who(), voice.said().first()));
        SpectrumPlot.write(sounds, folder.resolve(name + ".png"));
    }
}
