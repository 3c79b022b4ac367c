package dev.yinsong.synth.engine;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.model.BadModel;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.text.TextTokenizer;
import dev.yinsong.cosyvoice.Capacity;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.SpeakOptions;
import dev.yinsong.cosyvoice.Voice;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.MelNorm;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.synth.SynthConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** CosyVoice with the model directory of the settings. It loads when it is first used, and fails then. */
@ApplicationScoped
class CosyVoiceEngine implements VoiceEngine {

    private final String name;
    private final String language;
    private final Map<String, float[]> speakers;
    private final CosyVoice model;
    private final TextPieces pieces;
    private final ClipReader features;

    CosyVoiceEngine(SynthConfig config) {
        var directory = ModelDirectory.open(config.model());
        this.name = Objects.requireNonNull(
                        config.model().toAbsolutePath().normalize().getFileName(), "model")
                .toString();
        var languages = directory.settings().languages();
        this.language = languages.size() == 1 ? languages.getFirst() : "auto";
        this.speakers = directory.speakers();
        var capacity = new Capacity(config.synth().threads(), config.synth().renderings());
        this.model = CosyVoice.load(directory, Device.CPU, config.synth().precision(), capacity);
        this.features = new ClipReader(directory);
        speakers.forEach(this::checkSpeaker);
        this.pieces = new TextPieces(tokenizer(directory.textVocabulary(), model.config()));
    }

    private void checkSpeaker(String speaker, float[] vector) {
        if (vector.length != speakerSize()) {
            throw new BadModel("spk2info has a vector of %d values for %s, the model takes %d"
                    .formatted(vector.length, speaker, speakerSize()));
        }
    }

    private static TextTokenizer tokenizer(Path vocabulary, CosyVoiceConfig config) {
        try {
            var tokenizer = TextTokenizer.open(vocabulary);
            if (tokenizer.vocabularySize() > config.llm().textTokenSize()) {
                throw new BadModel("%s has %d tokens, llm.text_token_size in cosyvoice.yaml is %d"
                        .formatted(
                                vocabulary,
                                tokenizer.vocabularySize(),
                                config.llm().textTokenSize()));
            }
            return tokenizer;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + vocabulary + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new BadModel(vocabulary + " is no vocabulary: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String baseHash() {
        return model.baseHash();
    }

    @Override
    public int speakerSize() {
        return model.config().llm().speakerSize();
    }

    @Override
    public int sampleRate() {
        return model.config().sampleRate();
    }

    @Override
    public List<TextPiece> pieces(String text, String language, boolean oneByOne) {
        return pieces.of(text, language, oneByOne);
    }

    @Override
    public String language() {
        return language;
    }

    @Override
    public Map<String, float[]> speakers() {
        return speakers;
    }

    @Override
    public void check(Adapter adapter) {
        model.requireFits(adapter);
    }

    @Override
    public Talker merge(Adapter adapter, float[] speaker, MelNorm norm) {
        return new VoiceTalker(model.merge(adapter, speaker, norm));
    }

    @Override
    public Talker base(float[] speaker) {
        return new VoiceTalker(model.base(speaker));
    }

    @Override
    public Talker untaught(float[] speaker) {
        return merge(UntaughtAdapter.of(model.config()), speaker, MelNorm.NONE);
    }

    @Override
    public Talker imitate(Waveform clip, String transcript) {
        var words = TextPieces.words(transcript, language);
        if (words.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new IllegalArgumentException("the transcript of the clip has nothing that can be spoken");
        }
        return new VoiceTalker(model.imitating(features.read(clip, words)));
    }

    @Override
    public Optional<Throwable> failure() {
        return model.failure();
    }

    @PreDestroy
    void close() {
        features.close();
        model.close();
    }

    private final class VoiceTalker implements Talker {
        private final Voice voice;

        VoiceTalker(Voice voice) {
            this.voice = voice;
        }

        @Override
        public SpokenPiece speak(int[] textTokens, Manner manner, SpeechSink sink, BooleanSupplier unwanted) {
            try (var utterance = begin(textTokens, manner, unwanted)) {
                return utterance.speak(sink, () -> {});
            }
        }

        @Override
        public Utterance begin(int[] textTokens, Manner manner, BooleanSupplier unwanted) {
            return new VoiceUtterance(voice.begin(textTokens, options(manner).until(unwanted)), sampleRate());
        }

        @Override
        public int sampleRate() {
            return CosyVoiceEngine.this.sampleRate();
        }

        @Override
        public long bytes() {
            return voice.bytes();
        }

        private SpeakOptions options(Manner manner) {
            var usual = model.options(manner.seed()).withSpeed(manner.speed());
            var sampling = usual.sampling();
            var own = sampling.with(
                    Objects.requireNonNullElse(manner.temperature(), sampling.temperature()),
                    Objects.requireNonNullElse(manner.topP(), sampling.topP()),
                    Objects.requireNonNullElse(manner.topK(), sampling.topK()));
            return usual.with(own).withSteps(Objects.requireNonNullElse(manner.steps(), usual.steps()));
        }

        @Override
        public void close() {
            voice.close();
        }
    }
}
