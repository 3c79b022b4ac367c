package dev.yinsong.cosyvoice.config;

import dev.yinsong.common.audio.MelConfig;
import dev.yinsong.common.model.BadModel;
import dev.yinsong.common.model.ModelYaml;
import dev.yinsong.common.model.YamlSection;
import java.nio.file.Path;

/**
 * The numbers of a {@code cosyvoice.yaml}: every network is built from them, and nothing is assumed beside them.
 *
 * @param sampleRate of the speech, in hertz
 * @param llm the language model that turns text into speech tokens
 * @param flow the network that turns speech tokens into a mel spectrum
 * @param hift the vocoder that turns a mel spectrum into a waveform
 * @param mel the spectrum that the flow learned
 */
public record CosyVoiceConfig(int sampleRate, LlmConfig llm, FlowConfig flow, HiftConfig hift, MelConfig mel) {

    /**
     * Reads a {@code cosyvoice.yaml}. Each network is sound by itself then, but they need not fit each other.
     *
     * @throws BadModel when a number is missing or does not fit the others of its network, or an option is not supported;
     *     the message names the file and the key
     */
    public static CosyVoiceConfig read(Path yaml) {
        return read(ModelYaml.read(yaml));
    }

    /**
     * Reads a {@code cosyvoice.yaml} whose networks are to speak together.
     *
     * @throws BadModel as {@link #read(Path)} does, and when what one network makes is not what the next one takes
     */
    public static CosyVoiceConfig readToSpeak(Path yaml) {
        return readToSpeak(ModelYaml.read(yaml));
    }

    static CosyVoiceConfig read(YamlSection yaml) {
        return new CosyVoiceConfig(
                yaml.integer("sample_rate"),
                LlmConfig.read(yaml.section("llm")),
                FlowConfig.read(yaml.section("flow")),
                HiftConfig.read(yaml.section("hift")),
                mel(yaml.section("feat_extractor")));
    }

    static CosyVoiceConfig readToSpeak(YamlSection yaml) {
        var config = read(yaml);
        config.requireTogether(yaml);
        return config;
    }

    private void requireTogether(YamlSection yaml) {
        var check = new Check(yaml);
        check.equal("flow.vocab_size", flow.vocabularySize(), "llm.speech_token_size", llm.speechTokenSize());
        check.equal("flow.output_size", flow.melSize(), "feat_extractor.num_mels", mel.mels());
        check.equal("hift.in_channels", hift.melSize(), "feat_extractor.num_mels", mel.mels());
        check.unsupported("hift.sampling_rate", hift.sampleRate(), HiftConfig.SAMPLE_RATE);
        check.equal("hift.sampling_rate", hift.sampleRate(), "sample_rate", sampleRate);
        check.equal("feat_extractor.sampling_rate", mel.sampleRate(), "sample_rate", sampleRate);
        check.equal("feat_extractor.hop_size", mel.hop(), "the vocoder's samples a frame", hift.samplesPerFrame());
        check.equal("flow.spk_embed_dim", flow.speakerSize(), "llm.spk_embed_dim", llm.speakerSize());
    }

    /** Mel frames a second. */
    public double frameRate() {
        return (double) mel.sampleRate() / mel.hop();
    }

    /** The mel frames that speech tokens last: {@code int(tokens / tokenRate * sampleRate / hop)}, as upstream rounds. */
    public int frames(int tokens) {
        return (int) (tokens / flow.inputFrameRate() * mel.sampleRate() / mel.hop());
    }

    private static MelConfig mel(YamlSection yaml) {
        var check = new Check(yaml);
        check.unsupported("center", yaml.flag("center", false), false);
        int sampleRate = yaml.integer("sampling_rate");
        try {
            return new MelConfig(
                    sampleRate,
                    yaml.integer("n_fft"),
                    yaml.integer("hop_size"),
                    yaml.integer("win_size"),
                    yaml.integer("num_mels"),
                    yaml.number("fmin"),
                    yaml.number("fmax", sampleRate / 2.0));
        } catch (IllegalArgumentException e) {
            throw yaml.bad("num_mels", "and its neighbours are wrong: " + e.getMessage());
        }
    }
}
