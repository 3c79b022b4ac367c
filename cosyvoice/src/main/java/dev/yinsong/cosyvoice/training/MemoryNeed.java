package dev.yinsong.cosyvoice.training;

import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.EncoderConfig;
import dev.yinsong.cosyvoice.config.EstimatorConfig;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.LoraTarget;
import java.util.List;

/**
 * How much memory a training takes beside its base: an estimate, which errs on the large side.
 *
 * <p>A layer keeps what its gradients need: about ten values of its width, three of its feed-forward's and six of each
 * attention weight at each position (after Korthikanti et al., 2022, without their fused operations). The networks
 * learn at the same time, so both count.
 */
public final class MemoryNeed {

    private static final int WIDTHS = 10, FEED_FORWARDS = 3, ATTENTIONS = 6;
    private static final int RESIDUAL_BLOCK = 14; // values of a level's width that its convolutions and norms keep
    private static final double FRAGMENTATION = 1.5;
    private static final int MOMENTS_AND_GRADIENTS = 3;

    private MemoryNeed() {}

    /**
     * Bytes that learning some clips takes at once.
     *
     * @param clips of which the longest counts
     */
    public static long bytes(CosyVoiceConfig config, TrainingSettings settings, List<Example> clips) {
        int text = clips.stream().mapToInt(clip -> clip.text().length).max().orElseThrow();
        int speech = clips.stream().mapToInt(clip -> clip.speech().length).max().orElseThrow();
        int frames = Math.min(
                settings.defaults().frameBudget(),
                clips.stream().mapToInt(Example::frames).max().orElseThrow());
        double llm = settings.mode().trains(Network.LLM)
                ? layers(config.llm().textEncoder(), text)
                        + layers(config.llm().encoder(), text + speech + 3)
                        + 3.0 * speech * config.llm().speechTokenSize()
                : 0;
        double flow = settings.mode().trains(Network.FLOW)
                ? layers(config.flow().encoder(), speech)
                        + layers(config.flow().matching().estimator(), frames)
                : 0;
        int together = Math.min(settings.clipsAtOnce(), settings.defaults().accumulation());
        return (long) (FRAGMENTATION * Float.BYTES * together * (llm + flow)) + stateBytes(config, settings);
    }

    /** Bytes of the updates, their optimizer and the states that are kept; a saved state on disk takes as much. */
    public static long stateBytes(CosyVoiceConfig config, TrainingSettings settings) {
        long numbers = 0;
        for (var network : Network.values()) {
            if (settings.mode().trains(network)) {
                var lora = settings.lora(network);
                for (var target : LoraTarget.of(network, config, lora)) {
                    numbers += (long) lora.rank() * (target.in() + target.out());
                }
            }
        }
        return Float.BYTES * numbers * (1 + MOMENTS_AND_GRADIENTS + settings.keepBest());
    }

    private static double layers(EncoderConfig encoder, int length) {
        return (double) encoder.blocks() * layer(length, encoder.outputSize(), encoder.linearUnits(), encoder.heads());
    }

    private static double layers(EstimatorConfig unet, int frames) {
        double sum = 0;
        int length = frames;
        for (int level = 0; level < unet.channels().size(); level++) {
            sum += 2 * level(unet, unet.channels().get(level), length); // down and up
            length = level == unet.channels().size() - 1 ? length : (length + 1) / 2;
        }
        return sum + unet.midBlocks() * level(unet, unet.channels().getLast(), length);
    }

    private static double level(EstimatorConfig unet, int width, int length) {
        double transformer = layer(length, width, EstimatorConfig.FEED_FORWARD_FACTOR * width, unet.heads());
        return (double) RESIDUAL_BLOCK * length * width + unet.blocks() * transformer;
    }

    private static double layer(int length, int width, int feedForward, int heads) {
        return length
                * ((double) WIDTHS * width
                        + (double) FEED_FORWARDS * feedForward
                        + (double) ATTENTIONS * heads * length);
    }
}
