package dev.yinsong.cli.demo;

import dev.yinsong.cli.client.SynthClient;
import dev.yinsong.cli.terminal.Table;
import dev.yinsong.cli.terminal.Terminal;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.nano.judge.Recogniser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;

/** The base and the tuned voice speaking the same sentences. */
final class Comparison {

    private static final long SEED = 20260115;

    private final SynthClient synth;
    private final SpeakerJudge judge;
    private final Path folder;
    private final List<Spoken> spoken = new ArrayList<>();

    Comparison(SynthClient synth, SpeakerJudge judge, Path folder) {
        this.synth = synth;
        this.judge = judge;
        this.folder = folder;
    }

    /** A sentence as both spoke it; similarities are cosines. */
    private record Spoken(String sentence, Sound base, Sound tuned) {}

    private record Sound(Waveform wave, double similarity) {}

    /**
     * Lets both speak a sentence, with the same seed, into {@code N-base.wav} and {@code N-tuned.wav}. Each sentence has chance
     * of its own: one draw would flatter or spoil all of them.
     */
    void speak(String voice, String sentence) throws IOException {
        var number = spoken.size() + 1;
        long seed = SEED + number;
        var base = folder.resolve(number + "-base.wav");
        var tuned = folder.resolve(number + "-tuned.wav");
        Files.write(
                base,
                synth.speakUntuned(voice, sentence, "wav", OptionalLong.of(seed))
                        .audio());
        Files.write(
                tuned,
                synth.speak(voice, sentence, "wav", OptionalLong.of(seed)).audio());
        spoken.add(new Spoken(sentence, heard(base), heard(tuned)));
    }

    private Sound heard(Path file) throws IOException {
        var wave = SpeakerJudge.decode(file);
        return new Sound(wave, judge.similarity(wave));
    }

    /** Mean similarity of the base's sentences to the clips. */
    double baseSimilarity() {
        return similarity(Spoken::base);
    }

    /** Mean similarity of the tuned voice's sentences to the clips. */
    double tunedSimilarity() {
        return similarity(Spoken::tuned);
    }

    private double similarity(Function<Spoken, Sound> speaker) {
        return spoken.stream()
                .mapToDouble(each -> speaker.apply(each).similarity())
                .average()
                .orElse(Double.NaN);
    }

    /** Prints each sentence and the means. */
    void print(Terminal terminal) {
        var table = new Table("", "SENTENCE", "BASE", "SIMILARITY", "TUNED", "SIMILARITY");
        for (int index = 0; index < spoken.size(); index++) {
            var each = spoken.get(index);
            table.row(
                    Integer.toString(index + 1),
                    each.sentence(),
                    seconds(each.base().wave().seconds()),
                    number(each.base().similarity()),
                    seconds(each.tuned().wave().seconds()),
                    number(each.tuned().similarity()));
        }
        table.row("", "mean", "", number(baseSimilarity()), "", number(tunedSimilarity()));
        table.print(terminal);
        terminal.line(
                "Similarity is the cosine with the clips' speaker; among the clips it is %.3f.", judge.amongClips());
    }

    /** Counts the words that a recogniser hears wrongly, where one is installed. */
    void printWords(Terminal terminal) throws IOException {
        if (!Recogniser.installed()) {
            terminal.line("Words are counted where Debian's pocketsphinx is installed (nano/install-voices.sh).");
            return;
        }
        var sentences = new LinkedHashMap<String, String>();
        spoken.forEach(each -> sentences.put("sentence-" + sentences.size(), each.sentence()));
        var recogniser = new Recogniser(folder.resolve("heard"), sentences);
        terminal.line(
                "Words that pocketsphinx hears wrongly: base %s, tuned %s.",
                errors(recogniser, "base", Spoken::base), errors(recogniser, "tuned", Spoken::tuned));
    }

    private String errors(Recogniser recogniser, String name, Function<Spoken, Sound> speaker) throws IOException {
        var sounds = new LinkedHashMap<String, Waveform>();
        spoken.forEach(each ->
                sounds.put("sentence-" + sounds.size(), speaker.apply(each).wave()));
        var errors = recogniser.listen(name, sounds);
        return String.format(Locale.ROOT, "%d of %d (%.0f %%)", errors.errors(), errors.words(), errors.percent());
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.2f s", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
