package dev.yinsong.nano.judge;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.speech.SpeakerSimilarity;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.SpeakOptions;
import dev.yinsong.cosyvoice.Voice;
import dev.yinsong.cosyvoice.training.JointTraining;
import dev.yinsong.cosyvoice.training.Mode;
import dev.yinsong.cosyvoice.training.TrainingListener;
import dev.yinsong.cosyvoice.training.TrainingOutcome;
import dev.yinsong.cosyvoice.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Judges what a speaker's clips make of a base: trains a voice as the trainer does by default, and compares what base and
 * voice say, with the speaker's vector, to the speaker's other clips.
 */
final class AdaptationJudge {

    private static final long SEED = 1;
    private static final int CLIPS = 24, HELD_OUT = 3;

    private final CosyVoice base;
    private final ModelDirectory model;
    private final Features features;
    private final Map<String, String> sentences;
    private final Recogniser recogniser;
    private final Path folder;
    private final Consumer<String> report;

    /**
     * @param sentences by name
     * @param folder gets a picture of each voice beside its speaker
     */
    AdaptationJudge(
            CosyVoice base,
            ModelDirectory model,
            Features features,
            Map<String, String> sentences,
            Recogniser recogniser,
            Path folder,
            Consumer<String> report) {
        this.base = base;
        this.model = model;
        this.features = features;
        this.sentences = sentences;
        this.recogniser = recogniser;
        this.folder = folder;
        this.report = report;
    }

    /**
     * Trains on the first clips and judges.
     *
     * @param others recordings of the same speaker that nothing learns from
     */
    void judge(String name, List<Recording> clips, List<Recording> others) throws IOException {
        var examples = clips.stream().limit(CLIPS).map(features::example).toList();
        var learned = examples.subList(0, examples.size() - HELD_OUT);
        var heldOut = examples.subList(examples.size() - HELD_OUT, examples.size());
        var settings = TrainingSettings.recommendedBy(model.settings(), Mode.JOINT, SEED);
        long started = System.nanoTime();
        TrainingOutcome outcome;
        try (var training = new JointTraining(base, settings, learned, heldOut)) {
            outcome = training.run(new TrainingListener() {});
        }
        report.accept("%s: trained on %d clips in %.0f s, %d steps, %s"
                .formatted(
                        name,
                        examples.size(),
                        (System.nanoTime() - started) / 1e9,
                        outcome.steps(),
                        outcome.reports()));
        float[] target = SpeakerSimilarity.mean(others.stream()
                .map(recording -> features.encoder().embed(recording.sound()))
                .toList());
        double real = others.stream()
                .mapToDouble(
                        recording -> SpeakerSimilarity.cosine(features.encoder().embed(recording.sound()), target))
                .average()
                .orElse(Double.NaN);
        report.accept("%s: similarity of the speaker's other clips %.3f".formatted(name, real));
        var timbre = Timbre.of(others.stream().map(Recording::sound).toList());
        try (var before = base.base(outcome.speaker());
                var after = base.merge(outcome.adapter(), outcome.speaker())) {
            var untuned = spoken(name, "before", before, target, timbre);
            var tuned = spoken(name, "after", after, target, timbre);
            report.accept("%s: %.0f %% of the way from base to real"
                    .formatted(
                            name, 100 * (tuned.similarity() - untuned.similarity()) / (real - untuned.similarity())));
            var sounds = new LinkedHashMap<String, Waveform>();
            sounds.put(name + ", a recording", others.getFirst().sound());
            sounds.put("base with the speaker's vector", untuned.first());
            sounds.put("tuned voice", tuned.first());
            SpectrumPlot.write(sounds, folder.resolve(name + ".png"));
        }
    }

    /** How much like a speaker a voice is on average, and the first of the sentences that it said. */
    private record Spoken(double similarity, Waveform first) {}

    /** What a voice says, to be compared with a speaker. */
    private Spoken spoken(String name, String state, Voice voice, float[] target, Timbre timbre) throws IOException {
        var options = SpeakOptions.of(base.config(), SEED);
        var sounds = new LinkedHashMap<String, Waveform>();
        double similarity = 0;
        for (var sentence : sentences.entrySet()) {
            var speech = voice.speak(features.words().encode(sentence.getValue()), options);
            var sound = new Waveform(speech.samples(), speech.sampleRate());
            sounds.put(sentence.getKey(), sound);
            similarity += SpeakerSimilarity.cosine(features.encoder().embed(sound), target) / sentences.size();
        }
        var errors = recogniser.listen(name + "-" + state, sounds);
        var heard = Timbre.of(List.copyOf(sounds.values()));
        report.accept(
                "%s, %s: similarity %.3f, long-term spectrum %.1f dB and pitch %.1f semitones off, %.1f %% of %d words wrong"
                        .formatted(
                                name,
                                state,
                                similarity,
                                heard.spectrumApart(timbre),
                                heard.pitchApart(timbre),
                                errors.percent(),
                                errors.words()));
        return new Spoken(similarity, sounds.firstEntry().getValue());
    }
}
