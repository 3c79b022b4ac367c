package dev.yinsong.nano.lm;

import dev.yinsong.cosyvoice.lm.LmBatch;
import dev.yinsong.cosyvoice.lm.LmItem;
import dev.yinsong.nano.token.Spoken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What the language model learns to say at one go: a clip, or clips of one voice after each other.
 *
 * @param name of the voice
 * @param reading the text in small letters and what they stand for
 * @param heard the speech tokens that it hears itself say [T]
 * @param tokens those that it should say [T]; {@link #UNTAUGHT} where nothing is to be learned
 * @param places which letter is spoken at each token [T]
 * @param clip vector of the speaker from the first clip [192]
 * @param voice vector of the speaker from all clips of the voice [192]
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Utterance(String name, Reading reading, int[] heard, int[] tokens, float[] places, float[] clip, float[] voice) {

    /** Stands for a token that nobody should learn to say. */
    static final int UNTAUGHT = (int) LmBatch.IGNORED;

    private static final int LONGEST_SLIP = 12, SHORTEST_STUTTER = 5, LONGEST_STUTTER = 40; // tokens

    static Utterance of(Spoken spoken) {
        var clip = spoken.clip();
        return new Utterance(
                clip.voice(),
                Reading.of(clip),
                spoken.tokens(),
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
                joined(heard, next.heard),
                joined(tokens, next.tokens),
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

    /**
     * The same, heard wrongly: here and there comes what belongs to another place. What is to be said stays.
     *
     * @param share of the tokens that are wrong
     */
    Utterance misheard(double share, RandomGenerator random) {
        int[] wrong = heard.clone();
        for (int left = (int) (share * wrong.length); left > 0; ) {
            int slip = Math.min(left, 1 + random.nextInt(Math.min(LONGEST_SLIP, wrong.length)));
            int from = random.nextInt(wrong.length - slip + 1);
            int to = random.nextInt(wrong.length - slip + 1);
            System.arraycopy(heard, from, wrong, to, slip);
            left -= slip;
        }
        return new Utterance(name, reading, wrong, tokens, places, clip, voice);
    }

    /** The same with something said twice, after which it goes on. Saying it again is not to be learned. */
    Utterance stuttering(RandomGenerator random) {
        int length = Math.min(heard.length, random.nextInt(SHORTEST_STUTTER, LONGEST_STUTTER + 1));
        int end = random.nextInt(length, heard.length + 1);
        var untaught = new int[length];
        Arrays.fill(untaught, UNTAUGHT);
        var again = Arrays.copyOfRange(places, end - length, end);
        var stuttered = new float[places.length + length];
        System.arraycopy(places, 0, stuttered, 0, end);
        System.arraycopy(again, 0, stuttered, end, length);
        System.arraycopy(places, end, stuttered, end + length, places.length - end);
        return new Utterance(
                name,
                reading,
                inserted(heard, end, Arrays.copyOfRange(heard, end - length, end)),
                inserted(tokens, end, untaught),
                stuttered,
                clip,
                voice);
    }

    private static int[] inserted(int[] values, int at, int[] more) {
        return joined(joined(Arrays.copyOf(values, at), more), Arrays.copyOfRange(values, at, values.length));
    }

    private static int[] joined(int[] first, int[] second) {
        return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
    }

    /** To be learned with the vector of a clip or that of the voice, as LoRA and base voices are conditioned. */
    LmItem item(RandomGenerator random) {
        return new LmItem(letters(reading.text()), heard, random.nextBoolean() ? voice : clip);
    }

    /** As if it had the text of another. */
    LmItem saying(Utterance other) {
        return new LmItem(letters(other.reading.text()), tokens, voice);
    }
}
