package dev.yinsong.cli.demo;

import dev.yinsong.cli.terminal.Table;
import dev.yinsong.cli.terminal.Terminal;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.nano.judge.Recogniser;
import dev.yinsong.nano.judge.Timbre;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;

/** Several speakers saying the same sentences, and how much they are like the speaker of the clips. */
final class Comparison {

    private static final long SEED = 20260115;

    private final SpeakerJudge judge;
    private final Path folder;
    private final List<Speaker> speakers;
    private final List<Spoken> spoken = new ArrayList<>();
    private final Map<Speaker, Timbre> timbres = new HashMap<>(); // of what is spoken so far

    /** @param folder gets all sounds */
    Comparison(SpeakerJudge judge, Path folder, List<Speaker> speakers) {
        this.judge = judge;
        this.folder = folder;
        this.speakers = List.copyOf(speakers);
    }

    /** A sentence as each speaker said it. */
    private record Spoken(String sentence, List<Sound> sounds) {}

    /** @param similarity cosine with the clips' speaker */
    private record Sound(Waveform wave, double similarity) {}

    /**
     * Lets all say a sentence, side by side and with the same seed, into files such as {@code 1-base.wav}. Each sentence has
     * chance of its own: one draw would flatter or spoil all of them.
     */
    void speak(String sentence) throws IOException {
        int number = spoken.size() + 1;
        var sounds = new ArrayList<Sound>();
        var files = speakers.parallelStream()
                .map(speaker -> speaker.saying().say(sentence, SEED + number))
                .toList();
        for (int i = 0; i < files.size(); i++) {
            var file = folder.resolve(number + "-" + speakers.get(i).name() + ".wav");
            Files.write(file, files.get(i));
            var wave = SpeakerJudge.decode(file);
            sounds.add(new Sound(wave, judge.similarity(wave)));
        }
        spoken.add(new Spoken(sentence, sounds));
        timbres.clear();
    }

    /** Mean similarity of what a speaker says to the clips. */
    double similarity(Speaker speaker) {
        int index = speakers.indexOf(speaker);
        return spoken.stream()
                .mapToDouble(each -> each.sounds().get(index).similarity())
                .average()
                .orElse(Double.NaN);
    }

    /** How much of the way from one speaker to the clips' another one is. */
    double share(Speaker from, Speaker to) {
        double start = similarity(from);
        return (similarity(to) - start) / (judge.amongClips() - start);
    }

    /** How far the long-term spectrum of what a speaker says is from that of the clips, in decibels. */
    double spectrumOff(Speaker speaker) {
        return timbre(speaker).spectrumApart(judge.timbre());
    }

    private Timbre timbre(Speaker speaker) {
        return timbres.computeIfAbsent(speaker, each -> Timbre.of(sounds(speakers.indexOf(each))));
    }

    /** Prints each sentence and the means. */
    void print(Terminal terminal) {
        var headings = speakers.stream().map(speaker -> speaker.name().toUpperCase(Locale.ROOT));
        var table = new Table(row("", "SIMILARITY TO THE CLIPS' SPEAKER OF …", headings));
        for (int index = 0; index < spoken.size(); index++) {
            var each = spoken.get(index);
            table.row(row(
                    Integer.toString(index + 1),
                    each.sentence(),
                    each.sounds().stream().map(sound -> number(sound.similarity()))));
        }
        table.row(row("", "mean", speakers.stream().map(speaker -> number(similarity(speaker)))));
        addTimbres(table);
        table.print(terminal);
        terminal.line(
                "Similarity is the cosine with the clips' speaker vector, which base and tuned voice are given; among the "
                        + "clips it is %.3f. No network has a part in spectrum and pitch.",
                judge.amongClips());
    }

    /** What no network has a part in. */
    private void addTimbres(Table table) {
        var timbres = speakers.stream().map(this::timbre).toList();
        table.row(row("", "long-term spectrum off by", apart(timbres, "%.1f dB", Timbre::spectrumApart)));
        table.row(row("", "median pitch off by, in semitones", apart(timbres, "%.1f", Timbre::pitchApart)));
    }

    private Stream<String> apart(List<Timbre> timbres, String format, ToDoubleBiFunction<Timbre, Timbre> distance) {
        return timbres.stream()
                .map(timbre -> String.format(Locale.ROOT, format, distance.applyAsDouble(timbre, judge.timbre())));
    }

    private List<Waveform> sounds(int speaker) {
        return spoken.stream().map(each -> each.sounds().get(speaker).wave()).toList();
    }

    private static String[] row(String number, String sentence, Stream<String> cells) {
        return Stream.concat(Stream.of(number, sentence), cells).toArray(String[]::new);
    }

    /** Counts the words that a recogniser hears wrongly, where one is installed. */
    void printWords(Terminal terminal) throws IOException {
        if (!Recogniser.installed()) {
            terminal.line("Words are counted where Debian's pocketsphinx is installed (nano/install-voices.sh).");
            return;
        }
        var sentences = new LinkedHashMap<String, String>();
        spoken.forEach(each -> sentences.put("sentence-" + sentences.size(), each.sentence()));
        var recogniser = new Recogniser(folder.resolve("heard"), sentences);
        var counted = speakers.parallelStream() // the recogniser has one thread
                .map(speaker -> speaker.name() + " " + errors(recogniser, speaker))
                .toList();
        terminal.line("Words that pocketsphinx hears wrongly: " + String.join(", ", counted) + ".");
    }

    private String errors(Recogniser recogniser, Speaker speaker) {
        var sounds = new LinkedHashMap<String, Waveform>();
        sounds(speakers.indexOf(speaker)).forEach(sound -> sounds.put("sentence-" + sounds.size(), sound));
        try {
            var errors = recogniser.listen(speaker.name(), sounds);
            return String.format(Locale.ROOT, "%d of %d (%.0f %%)", errors.errors(), errors.words(), errors.percent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
