package dev.yinsong.nano.judge;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.nano.corpus.Program;
import dev.yinsong.nano.corpus.Utterance;
import dev.yinsong.nano.corpus.Wav;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Debian's pocketsphinx with its American model, which knows that it hears one of the judged sentences. */
public final class Recogniser {

    private static final String PROGRAM = "pocketsphinx_batch";
    private static final Path MODEL = Path.of("/usr/share/pocketsphinx/model/en-us");
    private static final Pattern HEARD = Pattern.compile("(.*)\\((\\S+) -?\\d+\\)");
    private static final double LEAD = 0.1, REST = 0.2; // seconds of silence around a sentence
    private static final int MINUTES = 30;

    private final Path folder;
    private final Map<String, List<String>> texts = new LinkedHashMap<>();

    /**
     * @param folder gets the sounds and what was heard
     * @param sentences that may be said, by name
     */
    public Recogniser(Path folder, Map<String, String> sentences) throws IOException {
        this.folder = Files.createDirectories(folder).toAbsolutePath();
        sentences.forEach((name, text) -> texts.put(name, Words.of(text)));
        new ClosedBigrams(List.copyOf(texts.values())).write(this.folder.resolve("sentences.lm"));
    }

    /** Whether the program and its model are on this machine. */
    public static boolean installed() {
        return Files.isDirectory(MODEL)
                && Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
    }

    /**
     * Listens to some of the sentences, each said once.
     *
     * @param condition names the folder in which the sounds are kept
     * @param sounds by the sentences' names
     */
    public WordErrors listen(String condition, Map<String, Waveform> sounds) throws IOException {
        Path wavs = Files.createDirectories(folder.resolve(condition));
        for (var sound : sounds.entrySet()) {
            new Wav(padded(sound.getValue()), Utterance.SAMPLE_RATE).write(wavs.resolve(sound.getKey() + ".wav"));
        }
        Files.write(wavs.resolve("names"), sounds.keySet());
        Program.run(wavs, command(), MINUTES);
        var heard = new LinkedHashMap<String, List<String>>();
        for (String line : Files.readAllLines(wavs.resolve("heard"))) {
            var match = HEARD.matcher(line);
            if (match.matches()) {
                heard.put(match.group(2), Words.of(match.group(1).replaceAll("\\(\\d+\\)|<[^>]*>|\\[[^]]*]", " ")));
            }
        }
        var errors = WordErrors.NONE;
        for (String name : sounds.keySet()) {
            errors = errors.plus(
                    WordErrors.of(texts.getOrDefault(name, List.of()), heard.getOrDefault(name, List.of())));
        }
        return errors;
    }

    private List<String> command() {
        var command = new ArrayList<String>(List.of(PROGRAM, "-hmm", MODEL + "/en-us"));
        command.addAll(List.of("-dict", MODEL + "/cmudict-en-us.dict", "-lm", folder.resolve("sentences.lm") + ""));
        command.addAll(List.of("-cepdir", ".", "-cepext", ".wav", "-adcin", "yes", "-adchdr", "44"));
        command.addAll(List.of("-ctl", "names", "-hyp", "heard", "-logfn", "/dev/null"));
        return command;
    }

    private static float[] padded(Waveform sound) {
        float[] samples = sound.at(Utterance.SAMPLE_RATE).samples();
        int lead = (int) (LEAD * Utterance.SAMPLE_RATE);
        var padded = new float[lead + samples.length + (int) (REST * Utterance.SAMPLE_RATE)];
        for (int i = 0; i < samples.length; i++) {
            padded[lead + i] = 0.9f * samples[i];
        }
        return padded;
    }
}
