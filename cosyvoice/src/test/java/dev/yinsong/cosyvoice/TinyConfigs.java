package dev.yinsong.cosyvoice;

import dev.yinsong.common.audio.MelConfig;
import dev.yinsong.cosyvoice.config.CfmConfig;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.CosyVoiceConfigs;
import dev.yinsong.cosyvoice.config.EncoderConfig;
import dev.yinsong.cosyvoice.config.EstimatorConfig;
import dev.yinsong.cosyvoice.config.F0Config;
import dev.yinsong.cosyvoice.config.FlowConfig;
import dev.yinsong.cosyvoice.config.HiftConfig;
import dev.yinsong.cosyvoice.config.LengthRegulatorConfig;
import java.util.List;

/** Small networks of unusual sizes. */
public final class TinyConfigs {

    private static final int MEL = 12;

    private TinyConfigs() {}

    /** A flow of {@code tokenRate} tokens a second, whose U-Net has the given levels. */
    public static CosyVoiceConfig flow(int tokenRate, Integer... channels) {
        var full = CosyVoiceConfigs.full();
        var encoder = new EncoderConfig(EncoderConfig.Kind.CONFORMER, 10, 16, 2, 24, 2, 0.1, 0.1, 0.1, false);
        var estimator = new EstimatorConfig(4 * MEL, MEL, List.of(channels), 0, 6, 2, 1, 2);
        var flow = new FlowConfig(
                50,
                10,
                MEL,
                6,
                tokenRate,
                encoder,
                new LengthRegulatorConfig(MEL, MEL, 2, 1),
                new CfmConfig(1e-6, true, 0.2, 0.7, estimator));
        var hift = hift(List.of(8, 8));
        return new CosyVoiceConfig(
                full.sampleRate(), full.llm(), flow, hift, new MelConfig(22050, 1024, 256, 1024, MEL, 0, 8000));
    }

    /** A vocoder with the given upsamplings before an inverse Fourier transform of hop 4. */
    public static HiftConfig hift(List<Integer> rates) {
        return new HiftConfig(
                MEL,
                16,
                3,
                22050,
                0.1,
                0.003,
                10,
                rates,
                rates.stream().map(rate -> rate + 2 * (rate / 2)).toList(),
                16,
                4,
                List.of(3, 5),
                List.of(List.of(1, 3), List.of(1)),
                rates.stream().map(rate -> 3).toList(),
                rates.stream().map(rate -> List.of(1, 2)).toList(),
                0.1,
                0.99,
                new F0Config(MEL, 8));
    }
}
