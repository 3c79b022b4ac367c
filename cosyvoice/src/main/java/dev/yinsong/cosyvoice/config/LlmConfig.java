package dev.yinsong.cosyvoice.config;

import dev.yinsong.common.model.YamlSection;

/**
 * Sizes of the language model.
 *
 * @param textTokenSize text tokens in the vocabulary
 * @param textInputSize channels of an embedded text token
 * @param speechTokenSize speech tokens; the id of this number ends the speech
 * @param inputSize channels that enter the speech encoder
 * @param outputSize channels that leave it
 * @param speakerSize values of a speaker vector
 * @param lengthNormalizedLoss whether the loss is a mean over tokens, not over sequences
 * @param labelSmoothing probability that training gives to the wrong tokens together
 * @param textEncoder the encoder of the text
 * @param encoder the causal encoder that predicts speech tokens
 * @param sampling how a token is drawn
 */
public record LlmConfig(
        int textTokenSize,
        int textInputSize,
        int speechTokenSize,
        int inputSize,
        int outputSize,
        int speakerSize,
        boolean lengthNormalizedLoss,
        double labelSmoothing,
        EncoderConfig textEncoder,
        EncoderConfig encoder,
        SamplingConfig sampling) {

    static LlmConfig read(YamlSection yaml) {
        var check = new Check(yaml);
        var config = new LlmConfig(
                check.positive("text_token_size"),
                check.positive("text_encoder_input_size"),
                check.positive("speech_token_size"),
                check.positive("llm_input_size"),
                check.positive("llm_output_size"),
                yaml.integer("spk_embed_dim", 192),
                yaml.flag("length_normalized_loss", true),
                check.share("lsm_weight", yaml.number("lsm_weight", 0)),
                EncoderConfig.read(yaml, "text_encoder"),
                EncoderConfig.read(yaml, "llm"),
                SamplingConfig.read(yaml));
        check.atLeast("spk_embed_dim", config.speakerSize, 1);
        check.equal(
                "text_encoder.input_size",
                config.textEncoder.inputSize(),
                "llm.text_encoder_input_size",
                config.textInputSize);
        check.equal("llm.input_size", config.encoder.inputSize(), "llm.llm_input_size", config.inputSize);
        check.equal("llm.output_size", config.encoder.outputSize(), "llm.llm_output_size", config.outputSize);
        check.unsupported("llm.static_chunk_size", config.encoder.causal() ? 1 : 0, 1);
        return config;
    }
}
