package dev.yinsong.trainer.gate;

import dev.yinsong.trainer.Losses;
import dev.yinsong.trainer.TrainerConfig;
import dev.yinsong.trainer.gate.GateReport.Check;
import dev.yinsong.trainer.gate.GateReport.Figures;
import dev.yinsong.trainer.gate.GateReport.Heard;
import dev.yinsong.trainer.gate.GateReport.Sentence;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets only candidates through that are better than the base and no worse than the voice is now: lower losses on clips
 * that they did not learn from, and prompt-free speech that is as long as its text, says what was asked for as well as the
 * base does, and sounds more like the speaker.
 */
@ApplicationScoped
public class Gate {

    private final TrainerConfig.Gate config;

    /** The gate of a configuration. */
    public Gate(TrainerConfig config) {
        this.config = config.gate();
    }

    /** Judges by the losses alone: synthesis is switched off. */
    public GateReport judge(Losses before, Losses after) {
        return report(losses(before, after), before, after, Figures.NONE, List.of());
    }

    /**
     * Judges by the losses and, when those are good, by what everybody says. Takes as long as speaking does.
     *
     * @param before losses of the base on held-out clips; absent for a module that did not learn
     * @param after losses of the candidate on the same clips
     * @param language which sentences to speak
     */
    public GateReport judge(Losses before, Losses after, String language, Rehearsal rehearsal, Recordings recordings) {
        var checks = losses(before, after);
        if (config.sentences() == 0 || !checks.stream().allMatch(Check::passed)) {
            return report(checks, before, after, Figures.NONE, List.of());
        }
        var texts = Sentences.of(language, config.texts()).stream()
                .limit(config.sentences())
                .toList();
        var sentences = new ArrayList<Sentence>();
        for (var text : texts) {
            sentences.add(speak(text, rehearsal, recordings));
            recordings.heard(sentences.size(), texts.size());
        }
        var figures = new Figures(
                mean(sentences, Sentence::base, Heard::similarity),
                mean(sentences, Sentence::tuned, Heard::similarity),
                mean(sentences, Sentence::current, Heard::similarity),
                mean(sentences, Sentence::base, Gate::tokenErrors),
                mean(sentences, Sentence::tuned, Gate::tokenErrors),
                mean(sentences, Sentence::base, Heard::textFit),
                mean(sentences, Sentence::tuned, Heard::textFit),
                share(sentences, this::runsOn),
                share(sentences, this::stopsShort));
        checks.add(lengths("runs-on", "run on past their text", sentences, this::runsOn));
        checks.add(lengths("stops-short", "stop short of it", sentences, this::stopsShort));
        checks.add(intelligibility(figures.baseTokenErrors(), figures.tunedTokenErrors()));
        checks.add(words(figures.baseTextFit(), figures.tunedTextFit()));
        checks.add(similarity(figures.baseSimilarity(), figures.tunedSimilarity()));
        if (figures.currentSimilarity() != null) {
            checks.add(noWorse(figures.currentSimilarity(), figures.tunedSimilarity()));
        }
        return report(checks, before, after, figures, sentences);
    }

    private static Sentence speak(String text, Rehearsal rehearsal, Recordings recordings) {
        return new Sentence(
                text,
                rehearsal.expectedSeconds(text),
                Heard.of(rehearsal.base(text), recordings),
                Heard.of(rehearsal.tuned(text), recordings),
                rehearsal.current(text).map(take -> Heard.of(take, recordings)).orElse(null));
    }

    private static List<Check> losses(Losses before, Losses after) {
        var checks = new ArrayList<Check>();
        compare(
                checks,
                "held-out-llm",
                "LLM loss on held-out clips, in nats a token",
                before.llmNats(),
                after.llmNats());
        compare(checks, "held-out-flow", "flow loss on held-out clips", before.flow(), after.flow());
        if (checks.isEmpty()) {
            checks.add(new Check("held-out", false, "no loss was measured on held-out clips"));
        }
        return checks;
    }

    private static void compare(
            List<Check> checks, String name, String what, @Nullable Double before, @Nullable Double after) {
        if (before == null && after == null) {
            return;
        }
        double from = before == null ? Double.NaN : before;
        double to = after == null ? Double.NaN : after;
        boolean fell = Double.isFinite(from) && Double.isFinite(to) && to < from;
        var verb = fell ? "fell" : "did not fall";
        checks.add(new Check(name, fell, say("%s %s: %.4f at the start, %.4f at the end", what, verb, from, to)));
    }

    private boolean runsOn(Sentence sentence) {
        return !sentence.tuned().ended()
                || sentence.tuned().seconds() > config.runsOnAbove() * sentence.expectedSeconds();
    }

    private boolean stopsShort(Sentence sentence) {
        return sentence.tuned().seconds() < config.stopsShortBelow() * sentence.expectedSeconds();
    }

    private Check lengths(String name, String what, List<Sentence> sentences, Predicate<Sentence> bad) {
        long count = sentences.stream().filter(bad).count();
        boolean passed = count <= config.tolerated() * sentences.size();
        return new Check(name, passed, say("%d of %d sentences %s", count, sentences.size(), what));
    }

    private Check intelligibility(@Nullable Double base, @Nullable Double tuned) {
        var name = "speech-tokens";
        if (tuned == null || base == null) {
            return new Check(name, tuned != null, "too little was said to tell what was said");
        }
        return new Check(
                name,
                tuned <= base + config.tokenTolerance(),
                say(
                        "%.3f errors per speech token asked for, of the base %.3f, tolerated %.3f more",
                        tuned, base, config.tokenTolerance()));
    }

    /** A base that can't tell its sentences from others has no opinion on the words of a candidate. */
    private Check words(@Nullable Double base, @Nullable Double tuned) {
        var name = "words";
        if (tuned == null || base == null) {
            return new Check(name, tuned != null, "too little was said to tell which words it was");
        }
        if (base <= 0) {
            return new Check(name, true, "the base can't tell by its own speech which words were said");
        }
        return new Check(
                name,
                tuned >= config.wordsKept() * base,
                say(
                        "the sentences explain what was heard better than other texts by %.3f nats a token, %.3f for the"
                                + " base, of which %.0f %% must be kept",
                        tuned, base, 100 * config.wordsKept()));
    }

    private static Check similarity(@Nullable Double base, @Nullable Double tuned) {
        var name = "speaker-similarity";
        if (base == null || tuned == null) {
            return new Check(name, false, "too little was said to tell whose voice it is");
        }
        return new Check(name, tuned > base, say("speaker similarity %.4f, of the base %.4f", tuned, base));
    }

    private Check noWorse(double current, @Nullable Double tuned) {
        return new Check(
                "current-voice",
                tuned != null && tuned >= current - config.similarityTolerance(),
                say(
                        "speaker similarity %.4f, of the version that speaks now %.4f, tolerated %.3f less",
                        tuned == null ? Double.NaN : tuned, current, config.similarityTolerance()));
    }

    private static GateReport report(
            List<Check> checks, Losses before, Losses after, Figures figures, List<Sentence> sentences) {
        return new GateReport(checks.stream().allMatch(Check::passed), checks, before, after, figures, sentences);
    }

    private static @Nullable Double tokenErrors(Heard heard) {
        return heard.tokens() == null ? null : heard.tokens().errorRate();
    }

    private static double share(List<Sentence> sentences, Predicate<Sentence> of) {
        return (double) sentences.stream().filter(of).count() / sentences.size();
    }

    /** The mean of a figure over all sentences, or null when that of one is not known. */
    private static @Nullable Double mean(
            List<Sentence> sentences,
            Function<Sentence, @Nullable Heard> speaker,
            Function<Heard, @Nullable Double> figure) {
        double sum = 0;
        for (var sentence : sentences) {
            var heard = speaker.apply(sentence);
            var value = heard == null ? null : figure.apply(heard);
            if (value == null) {
                return null;
            }
            sum += value / sentences.size();
        }
        return sum;
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
