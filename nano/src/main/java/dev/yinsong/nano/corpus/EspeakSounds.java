package dev.yinsong.nano.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** American English sounds of espeak-ng as phones under the names of the others, which are CMU's. */
final class EspeakSounds {

    private static final Map<String, List<String>> PHONES = new HashMap<>();

    static {
        for (String same : "s n t l r k d z m p b f v w g".split(" ")) {
            PHONES.put(same, List.of(same));
        }
        phones("aa", "0 A:");
        phones("ae", "a aa");
        phones("ah", "V @ a# @2 @5 @-");
        phones("ao", "O: O2 O o");
        phones("aw", "aU");
        phones("ay", "aI");
        phones("ch", "tS");
        phones("dh", "D");
        phones("eh", "E");
        phones("er", "3 3:");
        phones("ey", "eI");
        phones("hh", "h");
        phones("ih", "I I# I2");
        phones("iy", "i i:");
        phones("jh", "dZ");
        phones("l", "@L");
        phones("n", "n-");
        phones("ng", "N");
        phones("ow", "oU");
        phones("oy", "OI");
        phones("r", "r-");
        phones("sh", "S");
        phones("t", "t# t2 ?");
        phones("th", "T");
        phones("uh", "U");
        phones("uw", "u: u");
        phones("y", "j ;");
        phones("zh", "Z");
        phones(Phone.PAUSE, "_ _: _! _| _::");
        phones("aa r", "A@");
        phones("ao r", "O@ o@");
        phones("ay ah", "aI@");
        phones("ay er", "aI3");
        phones("eh r", "e@");
        phones("ih r", "i@ i@3");
        phones("uh r", "U@");
    }

    /** Nearly all are vowels of borrowed words, too few to matter. */
    private static final List<String> FOREIGN = List.of("ah");

    /** Sounds that start with a closed mouth, which espeak-ng counts to the sound before. */
    private static final Set<String> STOPS = Set.of("p", "b", "t", "d", "k", "g", "ch", "jh");

    private static final double QUIET = 0.04; // of the loudest stretch, as root mean square
    private static final double STRETCH = 0.005, LONGEST_CLOSURE = 0.12, SHORTEST_SOUND = 0.02; // seconds

    private EspeakSounds() {}

    private static void phones(String phones, String sounds) {
        for (String sound : sounds.split(" ")) {
            PHONES.put(sound, List.of(phones.split(" ")));
        }
    }

    /** The phones of an utterance; a sound that stands for two is cut in the middle. */
    static List<Phone> phones(List<EspeakMark> marks, float[] samples, int sampleRate) {
        double[] starts = starts(marks, samples, sampleRate);
        var phones = new ArrayList<Phone>();
        for (int i = 0; i < marks.size(); i++) {
            double start = starts[i];
            double end = i + 1 < starts.length ? starts[i + 1] : (double) samples.length / sampleRate;
            var names = names(marks.get(i));
            for (int k = 0; k < names.size() && end > start; k++) {
                phones.add(new Phone(names.get(k), start + (end - start) * (k + 1) / names.size()));
            }
        }
        return phones;
    }

    private static List<String> names(EspeakMark mark) {
        return PHONES.getOrDefault(mark.sound(), FOREIGN);
    }

    private static double[] starts(List<EspeakMark> marks, float[] samples, int sampleRate) {
        int stretch = (int) (STRETCH * sampleRate);
        double[] levels = levels(samples, stretch);
        double loudest = java.util.Arrays.stream(levels).max().orElse(0);
        var starts = new double[marks.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = (double) marks.get(i).sample() / sampleRate;
            if (i > 0 && STOPS.contains(names(marks.get(i)).getFirst())) {
                double earliest = Math.max(starts[i - 1] + SHORTEST_SOUND, starts[i] - LONGEST_CLOSURE);
                int at = Math.min(marks.get(i).sample() / stretch, levels.length) - 1;
                while (at >= 0 && levels[at] < QUIET * loudest && at * STRETCH > earliest) {
                    starts[i] = at * STRETCH;
                    at--;
                }
            }
        }
        return starts;
    }

    private static double[] levels(float[] samples, int stretch) {
        var levels = new double[samples.length / stretch];
        for (int i = 0; i < levels.length; i++) {
            double sum = 0;
            for (int k = 0; k < stretch; k++) {
                sum += samples[i * stretch + k] * samples[i * stretch + k];
            }
            levels[i] = Math.sqrt(sum / stretch);
        }
        return levels;
    }
}
