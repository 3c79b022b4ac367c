package dev.yinsong.nano.lm;

import dev.yinsong.cosyvoice.lm.LmItem;
import dev.yinsong.nano.token.Spoken;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What the language model learns to say at one go: a clip, or clips of one voice after each other.
 *
 * @param name of the voice
 * @param reading the text in small letters and what they stand for
 * @param tokens speech tokens [T]
 * @param places which letter is spoken at each token [T]
 * @param clip vector of the speaker from the first clip [192]
 * @param voice vector of the speaker from all clips of the voice [192]
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Utterance(String name, Reading reading, int[] tokens, float[] places, float[] clip, float[] voice) {

    static Utterance of(Spoken spoken) {
        var clip = spoken.clip();
        return new Utterance(
                clip.voice(),
                Reading.of(clip),
                spoken.tokens(),
                Letters.places(clip),
                spoken.speaker(),
                spoken.voice());
    }

    /**
     * Text token ids: nano's tokens are bytes, and it reads capitals as small letters.
     *
     * @return [bytes of the text]
     */
    static int[] letters(String text) {
        byte[] bytes = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xff).toArray();
    }

    /** This and, right after it, what the same voice says next. */
    Utterance then(Utterance next, boolean blank) {
        int before = reading.text().length() + (blank ? 1 : 0);
        var both = new float[tokens.length + next.tokens.length];
        System.arraycopy(places, 0, both, 0, tokens.length);
        for (int t = 0; t < next.tokens.length; t++) {
            both[tokens.length + t] = before + next.places[t];
        }
        return new Utterance(
                name,
                reading.then(next.reading, blank),
                IntStream.concat(IntStream.of(tokens), IntStream.of(next.tokens))
                        .toArray(),
                both,
                clip,
                voice);
    }

    /** How many letters its text has. */
    int letters() {
        return reading.text().length();
    }

    /** Places that it takes in a batch: start, speaker, text, task, speech. */
    int positions() {
        return letters() + tokens.length + 3;
    }

    /** With what was said before it, as far as it was heard rightly. */
    LmItem misheard(double share, RandomGenerator random) {
        int[] heard = tokens.clone();
        for (int t = 0; t < heard.length; t++) {
            if (random.nextDouble() < share) {
                heard[t] = tokens[random.nextInt(tokens.length)];
            }
        }
        return new LmItem(letters(reading.text()), heard, random.nextBoolean() ? voice : clip);
    }

    /** As if it had the text of another. */
    LmItem saying(Utterance other) {
        return new LmItem(letters(other.reading.text()), tokens, voice);
    }
}
