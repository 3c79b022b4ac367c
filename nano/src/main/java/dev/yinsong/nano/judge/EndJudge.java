package dev.yinsong.nano.judge;

import dev.yinsong.common.text.TextTokenizer;
import dev.yinsong.cosyvoice.SpeakOptions;
import dev.yinsong.cosyvoice.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Judges whether a voice comes to the end of a text, or loses its place: then it babbles on, or leaves half of it out.
 * That happens in few sentences and spoils all of the sentence, so it takes many to see it: each alone and each two at
 * one go, in several draws.
 */
final class EndJudge {

    private static final int DRAWS = 3;
    private static final double SHORT = 0.6, LONG = 1.5; // times the teacher's: nobody speaks like that by chance

    private final TextTokenizer words;
    private final SpeakOptions options;
    private final Consumer<String> report;

    /**
     * @param options of the model; each draw has a seed of its own
     * @param report gets a line for each text that is too long or too short, and one for each voice
     */
    EndJudge(TextTokenizer words, SpeakOptions options, Consumer<String> report) {
        this.words = words;
        this.options = options.withSteps(1); // of the flow: what it sounds like doesn't matter here
        this.report = report;
    }

    /** @param lines what is said, with the length that it has from the teacher */
    void judge(String who, Voice voice, List<Line> lines) {
        int alone = lost(who, voice, lines);
        var pairs = pairs(lines);
        int joined = lost(who, voice, pairs);
        report.accept("%s: lost its place in %d of %d sentences and %d of %d pairs"
                .formatted(who, alone, lines.size() * DRAWS, joined, pairs.size() * DRAWS));
    }

    private int lost(String who, Voice voice, List<Line> lines) {
        int count = 0;
        for (var line : lines) {
            for (int seed = 1; seed <= DRAWS; seed++) {
                var speech = voice.speak(words.encode(line.text()), options.withSeed(seed));
                double times = speech.seconds() / line.seconds();
                if (!speech.ended() || times < SHORT || times > LONG) {
                    count++;
                    report.accept("%s, draw %d: %.1f s instead of %.1f s%s: %s"
                            .formatted(
                                    who,
                                    seed,
                                    speech.seconds(),
                                    line.seconds(),
                                    speech.ended() ? "" : ", unended",
                                    line.text()));
                }
            }
        }
        return count;
    }

    private static List<Line> pairs(List<Line> lines) {
        var pairs = new ArrayList<Line>();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            var first = lines.get(i);
            var second = lines.get(i + 1);
            pairs.add(new Line(first.text() + " " + second.text(), first.seconds() + second.seconds()));
        }
        return pairs;
    }

    /**
     * What is said at one go.
     *
     * @param seconds that the teacher takes for it
     */
    record Line(String text, double seconds) {}
}
