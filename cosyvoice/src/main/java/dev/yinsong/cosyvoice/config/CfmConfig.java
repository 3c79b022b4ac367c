package dev.yinsong.cosyvoice.config;

import dev.yinsong.common.model.YamlSection;

/**
 * Conditional flow matching (Lipman et al., 2023).
 *
 * @param sigmaMin noise that is left at the end of the path
 * @param cosineSchedule whether time steps follow a cosine, not a line
 * @param trainingCfgRate probability that training drops the conditions of an item
 * @param inferenceCfgRate strength of the guidance: (1 + rate) · conditional - rate · unconditional
 * @param estimator the network that predicts the direction
 */
public record CfmConfig(
        double sigmaMin,
        boolean cosineSchedule,
        double trainingCfgRate,
        double inferenceCfgRate,
        EstimatorConfig estimator) {

    /** Upstream reads the sizes beside these, such as {@code spk_emb_dim}, and uses none of them. */
    static CfmConfig read(YamlSection flow) {
        var yaml = flow.section("decoder");
        new Check(flow).isClass("decoder", yaml, "ConditionalCFM");
        var params = yaml.section("cfm_params");
        var content = params.has("content") ? params.section("content") : params;
        var check = new Check(content);
        check.unsupported("solver", content.text("solver", "euler"), "euler");
        return new CfmConfig(
                check.share("sigma_min", content.number("sigma_min", 1e-4)),
                content.text("t_scheduler", "cosine").equals("cosine"),
                check.share("training_cfg_rate", content.number("training_cfg_rate")),
                check.notNegative("inference_cfg_rate", content.number("inference_cfg_rate")),
                EstimatorConfig.read(yaml));
    }
}
