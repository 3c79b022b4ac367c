package dev.yinsong.nano.lm;

import dev.yinsong.nano.corpus.Phone;
import dev.yinsong.nano.corpus.Pronunciations;
import dev.yinsong.nano.feature.Clip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A text and what each of its letters stands for.
 *
 * @param text in small letters
 * @param sounds an index of {@link #SOUNDS} for each letter
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Reading(String text, long[] sounds) {

    /** Nothing, then CMU's phones. */
    static final List<String> SOUNDS = List.of(
            ("- aa ae ah ao aw ay b ch d dh eh er ey f g hh ih iy jh k l m n ng ow oy p r s sh t th uh uw v w y z zh")
                    .split(" "));

    /** How a clip was read. */
    static Reading of(Clip clip) {
        String text = clip.text().toLowerCase(Locale.ROOT);
        return new Reading(text, indices(Letters.sounds(text, clip.phones())));
    }

    /** How a text would be read, word by word; nothing when the dictionary lacks one of its words. */
    static Optional<Reading> of(String sentence, Pronunciations pronunciations) {
        String text = sentence.toLowerCase(Locale.ROOT);
        var words = pronunciations.known(text);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        var sounds = new long[text.length()];
        int from = 0;
        for (String word : words.get()) {
            int at = text.indexOf(word, from);
            var ways = pronunciations.words().get(word);
            if (at < 0 || ways == null) {
                return Optional.empty();
            }
            long[] spoken = indices(Letters.sounds(word, phones(ways.getFirst())));
            System.arraycopy(spoken, 0, sounds, at, spoken.length);
            from = at + word.length();
        }
        return Optional.of(new Reading(text, sounds));
    }

    /** This text and another, a silent blank between them or nothing. */
    Reading then(Reading next, boolean blank) {
        int before = sounds.length + (blank ? 1 : 0);
        long[] both = Arrays.copyOf(sounds, before + next.sounds.length);
        System.arraycopy(next.sounds, 0, both, before, next.sounds.length);
        return new Reading(text + (blank ? " " : "") + next.text, both);
    }

    private static List<Phone> phones(List<String> names) {
        var phones = new ArrayList<Phone>();
        for (String name : names) {
            phones.add(new Phone(name.toLowerCase(Locale.ROOT), phones.size() + 1.0));
        }
        return phones;
    }

    private static long[] indices(List<Optional<String>> sounds) {
        return sounds.stream()
                .mapToLong(sound -> Math.max(0, SOUNDS.indexOf(sound.orElse(SOUNDS.getFirst()))))
                .toArray();
    }

    /** A padded batch of sounds; -1 where there is no letter. */
    static long[] targets(List<Reading> readings, int longest) {
        var targets = new long[readings.size() * longest];
        Arrays.fill(targets, -1);
        for (int row = 0; row < readings.size(); row++) {
            long[] sounds = readings.get(row).sounds();
            System.arraycopy(sounds, 0, targets, row * longest, sounds.length);
        }
        return targets;
    }
}
