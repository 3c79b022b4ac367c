package dev.yinsong.nano.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds when each sound of a recording is spoken, with Debian's pocketsphinx.
 *
 * <p>Each recording gets a grammar of its own, whose words are phones: every way of saying its text, with pauses
 * wherever there are some. Times are accurate to about two hundredths of a second.
 */
public final class Aligner {

    private static final Path ACOUSTIC_MODEL = Path.of("/usr/share/pocketsphinx/model/en-us/en-us");
    private static final int HEADER = 44; // bytes of the wav files before the samples
    private static final double FRAME = 0.01, WINDOW = 0.0256; // seconds
    private static final int FIRST_PHONE = 9; // field of its first frame
    private static final int MINUTES = 30;

    private static final String NOTHING = "(null)"; // pocketsphinx's name of an arc without a word
    private static final String UNKNOWN = "unknown"; // begins the names of words that stand for an inexact sound

    private final Pronunciations pronunciations;

    public Aligner(Pronunciations pronunciations) {
        this.pronunciations = pronunciations;
    }

    /**
     * Aligns recordings of English.
     *
     * @param wavs folder of 16 kHz files as {@link Wav} writes them
     * @param texts by file name without {@code .wav}
     * @return phones by file name; a recording with an unknown word, or that doesn't fit its text, is missing
     */
    public Map<String, List<Phone>> align(Path wavs, Map<String, String> texts) throws IOException {
        var expected = new TreeMap<String, List<Sound>>();
        texts.forEach((name, text) -> pronunciations
                .known(text)
                .ifPresent(words -> expected.put(
                        name,
                        words.stream()
                                .map(word -> new Sound(pronunciations.words().getOrDefault(word, List.of()), true))
                                .toList())));
        return alignSounds(wavs, expected);
    }

    /** As {@link #align}, of whatever is expected to be said; inexact sounds become {@link Phone#UNKNOWN}. */
    Map<String, List<Phone>> alignSounds(Path wavs, Map<String, List<Sound>> expected) throws IOException {
        Path work = Files.createTempDirectory("yinsong-align-");
        try {
            return align(wavs.toAbsolutePath(), expected, work);
        } finally {
            try (Stream<Path> files = Files.list(work)) {
                files.forEach(Aligner::delete);
            }
            Files.delete(work);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, List<Phone>> align(Path wavs, Map<String, List<Sound>> expected, Path work) throws IOException {
        var dictionary = new TreeSet<String>();
        pronunciations.phones().forEach(phone -> dictionary.add(phone + " " + phone));
        for (var recording : expected.entrySet()) {
            Files.writeString(work.resolve(recording.getKey() + ".fsg"), grammar(recording.getValue(), dictionary));
        }
        Files.write(work.resolve("names"), expected.keySet());
        Files.write(work.resolve("phones.dict"), dictionary);
        Program.run(work, command(wavs), MINUTES);
        var aligned = new HashMap<String, List<Phone>>();
        for (String line : Files.readAllLines(work.resolve("segments"))) {
            String[] fields = line.strip().split("\\s+");
            if (fields.length > FIRST_PHONE + 4) {
                aligned.put(fields[0], phones(fields));
            }
        }
        return aligned;
    }

    private static List<String> command(Path wavs) {
        var command = new ArrayList<String>(List.of("pocketsphinx_batch", "-hmm", ACOUSTIC_MODEL.toString()));
        command.addAll(List.of("-dict", "phones.dict", "-ctl", "names", "-hypseg", "segments", "-hyp", "/dev/null"));
        command.addAll(List.of("-cepdir", wavs.toString(), "-cepext", ".wav", "-adcin", "yes"));
        command.addAll(
                List.of("-adchdr", String.valueOf(HEADER), "-fsgctl", "names", "-fsgdir", ".", "-fsgext", ".fsg"));
        command.addAll(List.of("-remove_silence", "no", "-remove_noise", "no", "-dither", "yes", "-bestpath", "no"));
        command.addAll(List.of("-beam", "1e-80", "-pbeam", "1e-80", "-wbeam", "1e-60", "-logfn", "/dev/null"));
        return command;
    }

    /** Sphinx's finite-state grammar of all ways to say the sounds; pauses are pocketsphinx's own affair. */
    private static String grammar(List<Sound> sounds, Set<String> dictionary) {
        var arcs = new StringBuilder();
        int states = 1;
        int from = 0;
        for (var sound : sounds) {
            int to = states++;
            for (var way : sound.exact() ? sound.ways() : asWords(sound.ways(), dictionary)) {
                int at = from;
                for (int i = 0; i < way.size() - 1; i++) {
                    int next = states++;
                    arcs.append("TRANSITION %d %d 1.0 %s%n".formatted(at, next, way.get(i)));
                    at = next;
                }
                arcs.append("TRANSITION %d %d 1.0 %s%n".formatted(at, to, way.isEmpty() ? "" : way.getLast()));
            }
            from = to;
        }
        return "FSG_BEGIN text%nNUM_STATES %d%nSTART_STATE 0%nFINAL_STATE %d%n%sFSG_END%n"
                .formatted(states, from, arcs);
    }

    /** Each way as a word of its own, whose name tells that its phones are not what is said. */
    private static List<List<String>> asWords(List<List<String>> ways, Set<String> dictionary) {
        return ways.stream()
                .map(way -> {
                    String word = UNKNOWN + String.join("", way);
                    dictionary.add(word + " " + String.join(" ", way));
                    return List.of(word);
                })
                .toList();
    }

    /** Reads "name S scale T total A acoustic L language [frame acoustic language phone]... frames". */
    static List<Phone> phones(String[] fields) {
        var phones = new ArrayList<Phone>();
        for (int i = FIRST_PHONE; i + 4 < fields.length; i += 4) {
            if (!fields[i + 3].equals(NOTHING)) {
                phones.add(new Phone(name(fields[i + 3]), boundary(Integer.parseInt(fields[i + 4]))));
            }
        }
        return phones;
    }

    /** The moment halfway between the middle of the window of the frame before and that of this frame. */
    private static double boundary(int frame) {
        return frame * FRAME + (WINDOW - FRAME) / 2;
    }

    private static String name(String word) {
        if (word.startsWith(UNKNOWN)) {
            return Phone.UNKNOWN;
        }
        return word.startsWith("<") ? Phone.PAUSE : word.toLowerCase(Locale.ROOT);
    }
}
