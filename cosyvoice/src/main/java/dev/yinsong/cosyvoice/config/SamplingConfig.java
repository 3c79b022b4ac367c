package dev.yinsong.cosyvoice.config;

import dev.yinsong.common.model.YamlSection;

/**
 * How a speech token is drawn: from the likeliest few, unless it would repeat itself.
 *
 * @param topP probability that the likeliest tokens together reach before no more are added
 * @param topK most tokens to draw from
 * @param window tokens looked back upon for repetition
 * @param repetition share of the window that a token may not reach, or it is drawn again from all others; above 1, none
 *     ever is
 */
public record SamplingConfig(double topP, int topK, int window, double repetition) {

    static SamplingConfig read(YamlSection llm) {
        var yaml = llm.section("sampling");
        var check = new Check(yaml);
        new Check(llm).isClass("sampling", yaml, "ras_sampling");
        return new SamplingConfig(
                check.share("top_p", yaml.number("top_p", 0.8)),
                check.atLeast("top_k", yaml.integer("top_k", 25), 1),
                check.atLeast("win_size", yaml.integer("win_size", 10), 0),
                check.notNegative("tau_r", yaml.number("tau_r", 0.1)));
    }
}
