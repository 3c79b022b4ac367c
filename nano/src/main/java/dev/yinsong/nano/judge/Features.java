package dev.yinsong.nano.judge;

import dev.yinsong.common.audio.MelConfig;
import dev.yinsong.common.audio.MelSpectrogram;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.speech.SpeakerEncoder;
import dev.yinsong.common.speech.SpeechTokenizer;
import dev.yinsong.common.text.TextTokenizer;
import dev.yinsong.cosyvoice.training.Example;
import java.io.IOException;

/** A model's own view of recordings: its text tokens, speech tokens, mel frames and speaker vectors. */
final class Features implements AutoCloseable {

    private static final int SAMPLE_RATE = 22_050;

    private final TextTokenizer words;
    private final SpeechTokenizer tokenizer;
    private final SpeakerEncoder encoder;
    private final MelSpectrogram mel = new MelSpectrogram(MelConfig.cosyVoice());

    Features(ModelDirectory model) throws IOException {
        words = TextTokenizer.open(model.textVocabulary());
        tokenizer = new SpeechTokenizer(model.speechTokenizer());
        encoder = new SpeakerEncoder(model.speakerEncoder());
    }

    TextTokenizer words() {
        return words;
    }

    SpeechTokenizer tokenizer() {
        return tokenizer;
    }

    SpeakerEncoder encoder() {
        return encoder;
    }

    /** What a voice is trained on. */
    Example example(Recording recording) {
        var frames = mel.apply(recording.sound().at(SAMPLE_RATE));
        return new Example(
                recording.name(),
                words.encode(recording.text()),
                tokenizer.tokens(recording.sound()),
                frames.values(),
                frames.frames(),
                encoder.embed(recording.sound()));
    }

    @Override
    public void close() {
        tokenizer.close();
        encoder.close();
    }
}
