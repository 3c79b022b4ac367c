package dev.yinsong.trainer.run;

import dev.yinsong.common.audio.UnusableAudio;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.speech.SpeakerEncoder;
import dev.yinsong.common.speech.SpeakerSimilarity;
import dev.yinsong.common.speech.SpeechTokenizer;
import dev.yinsong.common.text.TextNormalizer;
import dev.yinsong.common.text.TextTokenizer;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.SpeakOptions;
import dev.yinsong.cosyvoice.Voice;
import dev.yinsong.cosyvoice.checkpoint.VoiceArchive;
import dev.yinsong.cosyvoice.lm.LmItem;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.training.TextMatch;
import dev.yinsong.trainer.gate.Rehearsal;
import dev.yinsong.trainer.gate.TokenAgreement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Base, candidate and the version that speaks now speak without a prompt and with the same seed, and the base's speaker
 * encoder and speech tokenizer listen.
 */
final class JointRehearsal implements Rehearsal {

    private static final long SEED = 20;

    private final TextNormalizer normalizer;
    private final TextTokenizer tokenizer;
    private final SpeakerEncoder encoder;
    private final SpeechTokenizer listener;
    private final Voice base;
    private final Voice tuned;
    private final Optional<Voice> current;
    private final float[] speaker;
    private final SpeakingRate rate;
    private final TextMatch match;
    private final List<int[]> otherTexts;
    private final SpeakOptions options;

    JointRehearsal(
            CosyVoice model,
            Adapter adapter,
            float[] speaker,
            Optional<VoiceArchive> current,
            ModelDirectory directory,
            SpeakingRate rate,
            List<int[]> otherTexts,
            String language,
            OptionalInt flowSteps) {
        this.normalizer = TextNormalizer.of(language);
        this.tokenizer = tokenizer(directory);
        this.encoder = new SpeakerEncoder(directory.speakerEncoder());
        this.listener = new SpeechTokenizer(directory.speechTokenizer());
        this.base = model.base(speaker);
        this.tuned = model.merge(adapter, speaker);
        this.current = current.filter(archive -> archive.card().baseHash().equals(model.baseHash()))
                .map(archive -> model.merge(
                        archive.adapter(),
                        archive.card().speaker(),
                        archive.card().norm()));
        this.speaker = speaker;
        this.rate = rate;
        this.match = new TextMatch(model);
        this.otherTexts = List.copyOf(otherTexts);
        var usual = model.options(SEED);
        this.options = flowSteps.isPresent() ? usual.withSteps(flowSteps.getAsInt()) : usual;
    }

    private static TextTokenizer tokenizer(ModelDirectory directory) {
        try {
            return TextTokenizer.open(directory.textVocabulary());
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " has no vocabulary that can be read", e);
        }
    }

    @Override
    public double expectedSeconds(String text) {
        return rate.seconds(tokens(text).length);
    }

    @Override
    public Take base(String text) {
        return take(base, text);
    }

    @Override
    public Take tuned(String text) {
        return take(tuned, text);
    }

    @Override
    public Optional<Take> current(String text) {
        return current.map(voice -> take(voice, text));
    }

    private Take take(Voice voice, String text) {
        int[] asked = tokens(text);
        // Chance of its own for each text, and the same for all voices: else one draw would flatter or spoil all it
        // says.
        var speech = voice.speak(asked, options.withSeed(SEED + text.hashCode()));
        var sound = new Waveform(speech.samples(), speech.sampleRate());
        var heard = heard(sound);
        return new Take(
                sound,
                speech.ended(),
                similarity(sound),
                heard.filter(tokens -> speech.tokens().length > 0)
                        .map(tokens -> TokenAgreement.of(speech.tokens(), tokens))
                        .orElse(null),
                heard.filter(tokens -> !otherTexts.isEmpty())
                        .map(tokens -> -match.contrast(new LmItem(asked, tokens, speaker), otherTexts))
                        .orElse(null));
    }

    /** The speech tokens of a sound, unless it is too short or too long to have any. */
    private Optional<int[]> heard(Waveform sound) {
        try {
            return Optional.of(listener.tokens(sound)).filter(tokens -> tokens.length > 0);
        } catch (UnusableAudio tooShortOrTooLong) {
            return Optional.empty();
        }
    }

    private int[] tokens(String text) {
        return tokenizer.encode(normalizer.normalize(text));
    }

    private @Nullable Double similarity(Waveform sound) {
        try {
            return SpeakerSimilarity.cosine(encoder.embed(sound), speaker);
        } catch (UnusableAudio tooShort) {
            return null;
        }
    }

    @Override
    public void close() {
        current.ifPresent(Voice::close);
        tuned.close();
        base.close();
        listener.close();
        encoder.close();
    }
}
