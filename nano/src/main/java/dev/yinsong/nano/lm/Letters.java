package dev.yinsong.nano.lm;

import dev.yinsong.nano.corpus.Phone;
import dev.yinsong.nano.feature.Clip;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which letter of the text each speech token belongs to, found by dynamic programming over the sounds that letters
 * can stand for.
 */
final class Letters {

    /** The sounds of each letter, in flite's names. */
    private static final Map<Character, Set<String>> SOUNDS = new HashMap<>();

    static {
        sounds('a', "aa ae ah ao aw ax ay eh er ey ih");
        sounds('b', "b");
        sounds('c', "ch k s sh");
        sounds('d', "d jh t");
        sounds('e', "ah ax eh er ey ih iy uw y");
        sounds('f', "f v");
        sounds('g', "f g jh ng zh");
        sounds('h', "ch dh f hh sh th");
        sounds('i', "ao ax ay er ih iy y");
        sounds('j', "jh");
        sounds('k', "k");
        sounds('l', "ax l");
        sounds('m', "ax m");
        sounds('n', "ax n ng");
        sounds('o', "aa ah ao aw ax er ih ow oy uh uw w");
        sounds('p', "f p");
        sounds('q', "k");
        sounds('r', "ax er r");
        sounds('s', "s sh z zh");
        sounds('t', "ch d dh sh t th");
        sounds('u', "ah ax er ih uh uw w y");
        sounds('v', "v");
        sounds('w', "aa ao aw hh ow uw w");
        sounds('x', "g k s z");
        sounds('y', "ax ay ih iy y");
        sounds('z', "s z");
    }

    private static final double WRONG = 1, LETTER_IN_PAUSE = 2, MARK_IN_SOUND = 0.7;
    private static final double SILENT_LETTER = 0.3, SECOND_SOUND = 0.5;

    private Letters() {}

    private static void sounds(char letter, String phones) {
        SOUNDS.put(letter, Set.of(phones.split(" ")));
    }

    /** The index of the letter that is spoken at each token, with fractions between letters. */
    static float[] places(Clip clip) {
        double[] places = align(clip.text().toLowerCase(Locale.ROOT), clip.phones());
        var tokens = new float[clip.tokens()];
        int phone = 0;
        for (int t = 0; t < tokens.length; t++) {
            double time = (t + 0.5) / Clip.TOKEN_RATE;
            while (phone < places.length - 1 && clip.phones().get(phone).end() <= time) {
                phone++;
            }
            tokens[t] = (float) places[phone];
        }
        return tokens;
    }

    /** What each letter of a text stands for: a phone, or nothing where it is silent. */
    static List<Optional<String>> sounds(String text, List<Phone> phones) {
        double[] places = align(text, phones);
        var sounds = new ArrayList<Optional<String>>(Collections.nCopies(text.length(), Optional.empty()));
        for (int i = 0; i < places.length; i++) {
            int letter = (int) Math.round(places[i]);
            boolean pause = phones.get(i).name().equals(Phone.PAUSE);
            if (!pause && sounds.get(letter).isEmpty()) { // the first of two, as in x
                sounds.set(letter, Optional.of(phones.get(i).canonical()));
            }
        }
        return sounds;
    }

    /** The mean index of the letters of each phone. */
    static double[] align(String text, List<Phone> phones) {
        int letters = text.length();
        int sounds = phones.size();
        var cost = new double[letters][sounds];
        var from = new byte[letters][sounds]; // 0 start, 1 both advance, 2 letter advances, 3 phone advances
        for (int i = 0; i < letters; i++) {
            for (int j = 0; j < sounds; j++) {
                double best = i == 0 && j == 0 ? 0 : Double.MAX_VALUE;
                if (i > 0 && j > 0) {
                    best = cost[i - 1][j - 1];
                    from[i][j] = 1;
                }
                if (i > 0 && cost[i - 1][j] + SILENT_LETTER < best) {
                    best = cost[i - 1][j] + SILENT_LETTER;
                    from[i][j] = 2;
                }
                if (j > 0 && cost[i][j - 1] + SECOND_SOUND < best) {
                    best = cost[i][j - 1] + SECOND_SOUND;
                    from[i][j] = 3;
                }
                cost[i][j] = best + mismatch(text.charAt(i), phones.get(j).name());
            }
        }
        return means(text, phones, from);
    }

    private static double[] means(String text, List<Phone> phones, byte[][] from) {
        var spoken = new ArrayList<List<Integer>>();
        phones.forEach(phone -> spoken.add(new ArrayList<>()));
        int i = text.length() - 1;
        int j = phones.size() - 1;
        while (true) {
            spoken.get(j).add(i);
            byte step = from[i][j];
            if (step == 0) {
                break;
            }
            i -= step == 3 ? 0 : 1;
            j -= step == 2 ? 0 : 1;
        }
        var means = new double[phones.size()];
        for (int phone = 0; phone < means.length; phone++) {
            String name = phones.get(phone).name();
            var fitting = spoken.get(phone).stream()
                    .filter(letter -> mismatch(text.charAt(letter), name) == 0)
                    .toList();
            means[phone] = (fitting.isEmpty() ? spoken.get(phone) : fitting)
                    .stream().mapToInt(Integer::intValue).average().orElse(0);
        }
        return means;
    }

    private static double mismatch(char letter, String phone) {
        var sounds = SOUNDS.get(letter);
        boolean pause = phone.equals(Phone.PAUSE);
        if (sounds == null) {
            return pause ? 0 : MARK_IN_SOUND;
        }
        boolean fits = sounds.contains(phone) || phone.equals("ah") && sounds.contains("ax");
        return fits ? 0 : pause ? LETTER_IN_PAUSE : WRONG;
    }
}
