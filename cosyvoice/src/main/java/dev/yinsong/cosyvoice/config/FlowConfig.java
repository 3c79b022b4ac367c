package dev.yinsong.cosyvoice.config;

import dev.yinsong.common.model.YamlSection;

/**
 * Sizes of the network that turns speech tokens into a mel spectrum.
 *
 * @param vocabularySize speech tokens
 * @param inputSize channels of an embedded speech token
 * @param melSize values of a mel frame
 * @param speakerSize values of a speaker vector
 * @param inputFrameRate speech tokens a second
 * @param encoder the encoder of the tokens
 * @param regulator stretches tokens to frames
 * @param matching the flow matching around the estimator
 */
public record FlowConfig(
        int vocabularySize,
        int inputSize,
        int melSize,
        int speakerSize,
        double inputFrameRate,
        EncoderConfig encoder,
        LengthRegulatorConfig regulator,
        CfmConfig matching) {

    /** What is absent is what upstream's constructor says. */
    static FlowConfig read(YamlSection yaml) {
        var check = new Check(yaml);
        check.unsupported("output_type", yaml.text("output_type", "mel"), "mel");
        var config = new FlowConfig(
                check.positive("vocab_size", 4096),
                check.positive("input_size", 512),
                check.positive("output_size", 80),
                yaml.integer("spk_embed_dim", 192),
                check.above0("input_frame_rate", yaml.number("input_frame_rate", 50)),
                EncoderConfig.read(yaml, "encoder"),
                LengthRegulatorConfig.read(yaml),
                CfmConfig.read(yaml));
        int mel = config.melSize;
        check.atLeast("spk_embed_dim", config.speakerSize, 1);
        check.equal("encoder.input_size", config.encoder.inputSize(), "flow.input_size", config.inputSize);
        check.equal("length_regulator.channels", config.regulator.channels(), "flow.output_size", mel);
        check.equal("length_regulator.out_channels", config.regulator.outChannels(), "flow.output_size", mel);
        var estimator = config.matching.estimator();
        check.equal("decoder.estimator.out_channels", estimator.outChannels(), "flow.output_size", mel);
        check.equal(
                "decoder.estimator.in_channels",
                estimator.inChannels(),
                "what enters it (noise, tokens, speaker and prompt, flow.output_size each)",
                4 * mel);
        return config;
    }
}
