package dev.yinsong.ingest.clip;

import dev.yinsong.common.audio.Measurement;
import dev.yinsong.common.audio.Verdict;

/**
 * How fast a clip's words would have to be said. What nobody can say was refused before; this tells what few people do,
 * for then the words may not be what is heard.
 */
final class Pace {

    private static final double SLOW = 5; // English letters a second, or as much in another language
    private static final double FAST = 24;

    private Pace() {}

    /** @param seconds of speech */
    static Measurement of(String text, double seconds) {
        double characters =
                text.codePoints().filter(c -> !Character.isWhitespace(c)).count() / seconds;
        double letters = SpokenLength.of(text) / seconds;
        if (letters > FAST) {
            return measured(
                    characters, Verdict.WARN, "The words are many for the time: do they say only what is heard?");
        }
        return letters < SLOW
                ? measured(characters, Verdict.WARN, "The words are few for the time: do they say all that is heard?")
                : measured(characters, Verdict.OK, "");
    }

    private static Measurement measured(double characters, Verdict verdict, String advice) {
        return new Measurement("pace", characters, "characters/s", verdict, advice);
    }
}
