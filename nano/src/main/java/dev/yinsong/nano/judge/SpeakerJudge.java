package dev.yinsong.nano.judge;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.speech.SpeechTokenizer;
import dev.yinsong.common.text.TextTokenizer;
import dev.yinsong.cosyvoice.SpeakOptions;
import dev.yinsong.cosyvoice.Speech;
import dev.yinsong.cosyvoice.Voice;
import dev.yinsong.nano.corpus.Utterance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Judges one speaker: the teacher's own sound, then more and more of the model in place of the teacher. */
final class SpeakerJudge {

    private final String name;
    private final Map<String, String> sentences;
    private final Map<String, Utterance> teacher;
    private final Recogniser recogniser;
    private final Path folder;
    private final Consumer<String> report;
    private final Map<String, Waveform> pictured = new LinkedHashMap<>();

    /**
     * @param sentences by name
     * @param teacher what the speaker's teacher said, by the sentences' names
     * @param folder gets a picture of the first sentence in each condition
     */
    SpeakerJudge(
            String name,
            Map<String, String> sentences,
            Map<String, Utterance> teacher,
            Recogniser recogniser,
            Path folder,
            Consumer<String> report) {
        this.name = name;
        this.sentences = sentences;
        this.teacher = teacher;
        this.recogniser = recogniser;
        this.folder = folder;
        this.report = report;
    }

    void judge(Voice voice, LoneVocoder vocoder, SpeechTokenizer tokenizer, TextTokenizer words, SpeakOptions options)
            throws IOException {
        copied("the teacher", sound -> sound);
        copied("true mels → vocoder", vocoder::copy);
        copied("true tokens → flow → vocoder", sound -> sound(voice.resynthesise(tokenizer.tokens(sound), options)));
        spoken(voice, words, options);
        SpectrumPlot.write(pictured, folder.resolve(name + ".png"));
    }

    private void copied(String condition, Function<Waveform, Waveform> copy) throws IOException {
        var sounds = new LinkedHashMap<String, Waveform>();
        teacher.forEach((id, utterance) -> sounds.put(id, copy.apply(sound(utterance))));
        words(condition, sounds);
    }

    private void spoken(Voice voice, TextTokenizer words, SpeakOptions options) throws IOException {
        var sounds = new LinkedHashMap<String, Waveform>();
        int ended = 0;
        double seconds = 0;
        double taught = 0;
        long started = System.nanoTime();
        for (var sentence : sentences.entrySet()) {
            var speech = voice.speak(words.encode(sentence.getValue()), options);
            sounds.put(sentence.getKey(), sound(speech));
            ended += speech.ended() ? 1 : 0;
            seconds += speech.seconds();
            var utterance = teacher.get(sentence.getKey());
            taught += utterance == null ? 0 : utterance.seconds();
        }
        double took = (System.nanoTime() - started) / 1e9;
        words("text → speech", sounds);
        report.accept("%s: %d of %d sentences ended, %.2f times as long as the teacher's, %.3f s of work a second"
                .formatted(name, ended, sentences.size(), seconds / taught, took / seconds));
    }

    private void words(String condition, Map<String, Waveform> sounds) throws IOException {
        pictured.put(name + ", " + condition, sounds.values().iterator().next());
        var errors = recogniser.listen(name + "-" + condition.replaceAll("[^a-z]+", "-"), sounds);
        report.accept("%s, %s: %.1f %% of %d words wrong".formatted(name, condition, errors.percent(), errors.words()));
    }

    private static Waveform sound(Utterance utterance) {
        return new Waveform(utterance.samples(), Utterance.SAMPLE_RATE);
    }

    private static Waveform sound(Speech speech) {
        return new Waveform(speech.samples(), speech.sampleRate());
    }
}
