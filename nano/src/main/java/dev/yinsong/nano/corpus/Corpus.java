package dev.yinsong.nano.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Utterances on disk: a folder of wav files for each teacher, and beside it a table of their texts and phones.
 *
 * <p>A row is written once its sound is complete, so that a run that was cut short goes on where it stopped.
 */
public final class Corpus {

    private static final long SEED = 1;

    private final Path folder;

    public Corpus(Path folder) {
        this.folder = folder;
    }

    /** Lets every teacher speak its share of the sentences that are still missing. */
    public void make(Grammar grammar, List<Teacher> teachers) throws IOException {
        var sentences = sentences(grammar, teachers);
        int next = 0;
        for (Teacher teacher : teachers) {
            if (teacher.program() == Teacher.Program.RECORDED) {
                add(teacher.name(), Recordings.read(teacher.voice()));
            } else {
                make(teacher, sentences.subList(next, next + teacher.sentences()));
                next += teacher.sentences();
            }
        }
    }

    /** What the teachers say, one after the other. */
    public static List<String> sentences(Grammar grammar, List<Teacher> teachers) {
        int total = teachers.stream().mapToInt(Teacher::sentences).sum();
        return Sentences.make(grammar, SEED, total, Set.of());
    }

    /** Adds what a voice said elsewhere; an utterance whose id is there already is left as it is. */
    public void add(String voice, List<Utterance> utterances) throws IOException {
        Path wavs = Files.createDirectories(folder.resolve(voice));
        var done = done(voice);
        for (var utterance : utterances) {
            if (!done.contains(utterance.id())) {
                new Wav(utterance.samples(), Utterance.SAMPLE_RATE).write(wavs.resolve(utterance.id() + ".wav"));
                append(voice, utterance);
            }
        }
    }

    private Set<String> done(String voice) throws IOException {
        var done = new HashSet<String>();
        rows(voice).forEach(row -> done.add(row[0]));
        return done;
    }

    private void make(Teacher teacher, List<String> sentences) throws IOException {
        if (teacher.voice().equals(Teacher.HELD_OUT)) {
            throw new IllegalArgumentException(teacher.voice() + " is kept for the demo and must not be learned from");
        }
        Path wavs = Files.createDirectories(folder.resolve(teacher.name()));
        var done = done(teacher.name());
        var failures = new ArrayList<IOException>();
        IntStream.range(0, sentences.size()).parallel().forEach(i -> {
            String id = "%05d".formatted(i);
            if (done.contains(id)) {
                return;
            }
            try {
                double tempo = 0.92 + 0.16 * new Random(i * 31L + teacher.name().hashCode()).nextDouble();
                var utterance = Speech.speak(teacher, id, sentences.get(i), tempo);
                new Wav(utterance.samples(), Utterance.SAMPLE_RATE).write(wavs.resolve(id + ".wav"));
                append(teacher.name(), utterance);
            } catch (IOException e) {
                synchronized (failures) {
                    failures.add(e);
                }
            }
        });
        if (!failures.isEmpty()) {
            var failure = new IOException(teacher.name() + " failed on " + failures.size() + " sentences");
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private synchronized void append(String voice, Utterance utterance) throws IOException {
        var phones = String.join(
                " ", utterance.phones().stream().map(Phone::toString).toList());
        Files.writeString(
                table(voice),
                utterance.id() + "\t" + utterance.text() + "\t" + phones + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Everything that a teacher said, in order of the ids. */
    public List<Utterance> read(String voice) throws IOException {
        var utterances = new ArrayList<Utterance>();
        for (String[] row : rows(voice)) {
            var wav = Wav.read(folder.resolve(voice).resolve(row[0] + ".wav"));
            utterances.add(new Utterance(row[0], row[1], Phone.parse(row[2]), wav.samples()));
        }
        utterances.sort(java.util.Comparator.comparing(Utterance::id));
        return utterances;
    }

    private List<String[]> rows(String voice) throws IOException {
        if (!Files.exists(table(voice))) {
            return List.of();
        }
        return Files.readAllLines(table(voice), StandardCharsets.UTF_8).stream()
                .map(line -> line.split("\t", -1))
                .filter(row -> row.length == 3)
                .toList();
    }

    private Path table(String voice) {
        return folder.resolve(voice + ".tsv");
    }
}
