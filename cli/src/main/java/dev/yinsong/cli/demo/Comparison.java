package dev.yinsong.cli.demo;

import dev.yinsong.cli.client.SynthClient;
import dev.yinsong.cli.terminal.Table;
import dev.yinsong.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The base and the tuned voice speaking the same sentences. */
final class Comparison {

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
    private record Spoken(
            String sentence, double baseSeconds, double baseSimilarity, double tunedSeconds, double tunedSimilarity) {}

    /** Lets both speak a sentence, with the same seed, into {@code N-base.wav} and {@code N-tuned.wav}. */
    void speak(String voice, String sentence, long seed) throws IOException {
        var number = spoken.size() + 1;
        var base = folder.resolve(number + "-base.wav");
        var tuned = folder.resolve(number + "-tuned.wav");
        Files.write(
                base,
                synth.speakUntuned(voice, sentence, "wav", OptionalLong.of(seed))
                        .audio());
        Files.write(
                tuned,
                synth.speak(voice, sentence, "wav", OptionalLong.of(seed)).audio());
        spoken.add(new Spoken(
                sentence,
                SpeakerJudge.seconds(base),
                judge.similarity(base),
                SpeakerJudge.seconds(tuned),
                judge.similarity(tuned)));
    }

    /** Mean similarity of the base's sentences to the clips. */
    double baseSimilarity() {
        return spoken.stream().mapToDouble(Spoken::baseSimilarity).average().orElse(Double.NaN);
    }

    /** Mean similarity of the tuned voice's sentences to the clips. */
    double tunedSimilarity() {
        return spoken.stream().mapToDouble(Spoken::tunedSimilarity).average().orElse(Double.NaN);
    }

    /** Prints each sentence and the means. */
    void print(Terminal terminal) {
        var table = new Table("", "SENTENCE", "BASE", "SIMILARITY", "TUNED", "SIMILARITY");
        for (int index = 0; index < spoken.size(); index++) {
            var each = spoken.get(index);
            table.row(
                    Integer.toString(index + 1),
                    each.sentence(),
                    seconds(each.baseSeconds()),
                    number(each.baseSimilarity()),
                    seconds(each.tunedSeconds()),
                    number(each.tunedSimilarity()));
        }
        table.row("", "mean", "", number(baseSimilarity()), "", number(tunedSimilarity()));
        table.print(terminal);
        terminal.line(
                "Similarity is the cosine with the clips' speaker; among the clips it is %.3f.", judge.amongClips());
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.2f s", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
