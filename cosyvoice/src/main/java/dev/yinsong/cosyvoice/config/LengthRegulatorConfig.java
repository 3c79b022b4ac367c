package dev.yinsong.cosyvoice.config;

import dev.yinsong.common.model.YamlSection;

/**
 * Sizes of the length regulator.
 *
 * @param channels that enter and run through
 * @param outChannels that leave
 * @param layers convolutions before the last: upstream's {@code sampling_ratios}, of which only the count matters
 * @param groups of its group norms
 */
public record LengthRegulatorConfig(int channels, int outChannels, int layers, int groups) {

    static LengthRegulatorConfig read(YamlSection flow) {
        var yaml = flow.section("length_regulator");
        var check = new Check(yaml);
        new Check(flow).isClass("length_regulator", yaml, "InterpolateRegulator");
        int channels = check.positive("channels");
        int groups = check.positive("groups", 1);
        check.divides("groups", groups, "channels", channels);
        return new LengthRegulatorConfig(
                channels, check.positive("out_channels", channels), yaml.count("sampling_ratios"), groups);
    }
}
