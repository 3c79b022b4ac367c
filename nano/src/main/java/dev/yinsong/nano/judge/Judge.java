package dev.yinsong.nano.judge;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.feature.FeatureExtractor;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.speech.SpeechTokenizer;
import dev.yinsong.common.text.TextTokenizer;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.cosyvoice.tensor.Precision;
import dev.yinsong.nano.corpus.Speech;
import dev.yinsong.nano.corpus.Teacher;
import dev.yinsong.nano.corpus.Utterance;
import dev.yinsong.nano.corpus.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Judges a base model on sentences that it has never read: how well each of its parts, and all of them together, can be
 * understood, and what its tokens mean in mouths that it has never heard.
 */
public final class Judge {

    /** What can be judged by itself. */
    public enum Part {
        /** What the base speakers say. */
        SPEECH,
        /** Whether speech ends with its text. */
        ENDS,
        /** What tokens mean in unheard mouths. */
        TOKENS,
        /** Voices that are trained on clips. */
        VOICES
    }

    private static final long SEED = 1;

    private final ModelDirectory model;
    private final Path folder;
    private final Map<String, String> sentences = new LinkedHashMap<>();
    private final Consumer<String> report;

    /**
     * @param folder gets all sounds
     * @param texts the sentences
     * @param report gets a line for each figure
     */
    public Judge(ModelDirectory model, Path folder, List<String> texts, Consumer<String> report) {
        this.model = model;
        this.folder = folder;
        this.report = report;
        texts.forEach(text -> sentences.put("%03d".formatted(sentences.size()), text));
    }

    /** Judges what the base speakers say, beside flite's voices of the same names. */
    public void speech() throws IOException {
        var recogniser = new Recogniser(folder, sentences);
        try (var base = CosyVoice.load(model, Device.CPU, Precision.FP32);
                var vocoder = new LoneVocoder(model);
                var tokenizer = new SpeechTokenizer(model.speechTokenizer())) {
            var words = TextTokenizer.open(model.textVocabulary());
            for (var speaker : new TreeMap<>(model.speakers()).entrySet()) {
                var teacher = said(speaker.getKey());
                try (var voice = base.base(speaker.getValue())) {
                    new SpeakerJudge(speaker.getKey(), sentences, teacher, recogniser, folder, report)
                            .judge(voice, vocoder, tokenizer, words, base.options(SEED));
                }
            }
        }
    }

    /**
     * Judges whether speech ends with its text: that of the base speakers, and that which goes on in the voice of a clip.
     *
     * @param clips of the unheard voice awb, as in samples/
     */
    public void ends(Path clips) throws IOException {
        try (var base = CosyVoice.load(model, Device.CPU, Precision.FP32);
                var features = new FeatureExtractor(model)) {
            var words = TextTokenizer.open(model.textVocabulary());
            var judge = new EndJudge(words, base.options(SEED), report);
            for (var speaker : new TreeMap<>(model.speakers()).entrySet()) {
                try (var voice = base.base(speaker.getValue())) {
                    judge.judge(speaker.getKey(), voice, lines(speaker.getKey()));
                }
            }
            var clip = People.read(clips).getFirst();
            try (var voice = base.imitating(features.extract(clip.sound(), clip.text()))) {
                judge.judge("in the voice of a clip of " + Teacher.HELD_OUT, voice, lines(Teacher.HELD_OUT));
            }
        }
    }

    private List<EndJudge.Line> lines(String voice) throws IOException {
        return said(voice).values().stream()
                .map(said -> new EndJudge.Line(said.text(), said.seconds()))
                .toList();
    }

    /**
     * Judges the tokens of voices that were kept out of all training.
     *
     * @param people folders of recordings with their texts, as many as there are
     */
    public void tokens(List<Path> people) throws IOException {
        try (var tokenizer = new SpeechTokenizer(model.speechTokenizer())) {
            var judge = new TokenJudge(tokenizer, report);
            for (String name : model.speakers().keySet()) {
                judge.learn(said(name).values());
            }
            judge.judge("a base voice (rms)", said("rms").values());
            judge.judge(
                    "the unheard voice " + Teacher.HELD_OUT,
                    said(Teacher.HELD_OUT).values());
            if (!people.isEmpty()) { // how much of a person's figure is the aligner's
                judge.judge("a base voice (rms), aligned as people are", People.aligned(recorded("rms"), folder));
            }
            for (Path person : people) {
                judge.judge("the unheard person " + person.getFileName(), People.aligned(person, folder));
            }
        }
    }

    /**
     * Judges voices that are trained on clips.
     *
     * @param clips of the unheard voice awb, as in samples/
     * @param people folders of recordings with their texts; the first clips are learned from, the others judge
     */
    public void voices(Path clips, List<Path> people) throws IOException {
        var recogniser = new Recogniser(folder, sentences);
        try (var base = CosyVoice.load(model, Device.CPU, Precision.FP32);
                var features = new Features(model)) {
            var reader = new Reader(base, features.words(), sentences, recogniser);
            var judge = new AdaptationJudge(base, model, features, reader, folder, report);
            var others = said(Teacher.HELD_OUT).values().stream()
                    .map(said ->
                            new Recording(said.id(), said.text(), new Waveform(said.samples(), Utterance.SAMPLE_RATE)))
                    .toList();
            judge.judge(Teacher.HELD_OUT, People.read(clips), others);
            for (Path person : people) {
                var recordings = People.read(person);
                judge.judge(
                        person.getFileName().toString(),
                        recordings.subList(0, recordings.size() / 2),
                        recordings.subList(recordings.size() / 2, recordings.size()));
            }
        }
    }

    /** A folder of the sentences as one of flite's voices says them, without the times that flite tells. */
    private Path recorded(String voice) throws IOException {
        Path recorded = Files.createDirectories(folder.resolve(voice + "-recorded"));
        for (var said : said(voice).values()) {
            new Wav(said.samples(), Utterance.SAMPLE_RATE).write(recorded.resolve(said.id() + ".wav"));
            Files.writeString(recorded.resolve(said.id() + ".txt"), said.text());
        }
        return recorded;
    }

    /** The sentences as one of flite's voices says them. */
    private Map<String, Utterance> said(String voice) throws IOException {
        var teacher = new Teacher(voice, Teacher.Program.FLITE, voice, 1, sentences.size());
        var said = new LinkedHashMap<String, Utterance>();
        for (var sentence : sentences.entrySet()) {
            said.put(sentence.getKey(), Speech.speak(teacher, sentence.getKey(), sentence.getValue(), 1));
        }
        return said;
    }
}
