package dev.yinsong.cosyvoice.config;

import dev.yinsong.common.model.YamlSection;

/**
 * Conditional flow matching (Lipman et al., 2023).
 *
 * @param speakerSize channels of the speaker condition
 * @param sigmaMin noise that is left at the end of the path
 * @param cosineSchedule whether time steps follow a cosine, not a line
 * @param trainingCfgRate probability that training drops the conditions of an item
 * @param inferenceCfgRate strength of the guidance: (1 + rate) · conditional - rate · unconditional
 * @param estimator the network that predicts the direction
 */
public record CfmConfig(
        int speakerSize,
        double sigmaMin,
        boolean cosineSchedule,
        double trainingCfgRate,
        double inferenceCfgRate,
        EstimatorConfig estimator) {

    static CfmConfig read(YamlSection flow) {
        var yaml = flow.section("decoder");
        new Check(flow).isClass("decoder", yaml, "ConditionalCFM");
        var params = yaml.section("cfm_params");
        var content = params.has("content") ? params.section("content") : params;
        var check = new Check(content);
        check.unsupported("solver", content.text("solver", "euler"), "euler");
        check.share("sigma_min", content.number("sigma_min"));
        double guidance = content.number("inference_cfg_rate");
        if (guidance < 0) {
            throw content.bad("inference_cfg_rate", "must not be negative, is " + guidance);
        }
        if (yaml.integer("n_spks", 1) < 1) {
            throw yaml.bad("n_spks", "must be at least 1, since the speaker is a condition");
        }
        return new CfmConfig(
                new Check(yaml).positive("spk_emb_dim"),
                content.number("sigma_min"),
                content.text("t_scheduler", "cosine").equals("cosine"),
                check.share("training_cfg_rate", content.number("training_cfg_rate")),
                guidance,
                EstimatorConfig.read(yaml));
    }
}
