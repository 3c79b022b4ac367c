package dev.yinsong.cosyvoice.golden;

import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.flow.Flow;
import dev.yinsong.cosyvoice.lm.SpeechLm;
import dev.yinsong.cosyvoice.lora.LoraTensors;
import dev.yinsong.cosyvoice.nn.AttentionObserver;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.AdamW;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Both networks with low-rank updates, and their joint loss: twice the language model's plus the flow's. */
final class AdaptedNetworks implements AutoCloseable {

    private static final double LLM_WEIGHT = 2;

    private final Map<String, LoraTensors> updates = new LinkedHashMap<>();
    private final SpeechLm lm;
    private final Flow flow;
    private final int mels;
    private final DType type;

    /**
     * The updates are closed with it, the weights are not.
     *
     * @param type the weights'
     */
    AdaptedNetworks(
            CosyVoiceConfig config,
            Parameters llm,
            Parameters flow,
            LoraTensors llmUpdates,
            LoraTensors flowUpdates,
            DType type) {
        this.type = type;
        this.updates.put("llm", llmUpdates);
        this.updates.put("flow", flowUpdates);
        this.lm = new SpeechLm(llm.weights().adapted(llmUpdates::of), config.llm());
        this.flow = new Flow(flow.weights().adapted(flowUpdates::of), config);
        this.mels = config.flow().melSize();
    }

    AdamW optimizer(double decay) {
        return new AdamW(
                updates.values().stream()
                        .flatMap(network -> network.parameters().stream())
                        .toList(),
                AdamW.Settings.decay(decay));
    }

    /** All A and B by name, such as {@code llm.LAYER.lora_A}. */
    Map<String, Tensor> parameters() {
        var named = new LinkedHashMap<String, Tensor>();
        updates.forEach((network, tensors) -> {
            var parameters = tensors.parameters();
            for (int i = 0; i < parameters.size(); i++) {
                var layer = network + "." + tensors.layers().get(i / 2);
                named.put(layer + (i % 2 == 0 ? ".lora_A" : ".lora_B"), parameters.get(i));
            }
        });
        return named;
    }

    Forward forward(LoraInputs.Batch batch) {
        var sequence = lm.batch(batch.texts());
        var llmLoss = lm.loss(sequence, AttentionObserver.NONE);
        var flowLoss = flow.loss(batch.sounds(), batch.draw(mels, type));
        return new Forward(
                llmLoss.loss().mul(LLM_WEIGHT),
                flowLoss.loss(),
                llmLoss.loss().mul(LLM_WEIGHT).add(flowLoss.loss()),
                llmLoss.accuracy(),
                lm.logits(lm.hidden(sequence, AttentionObserver.NONE)),
                flowLoss.velocity());
    }

    @Override
    public void close() {
        updates.values().forEach(LoraTensors::close);
    }

    /** What a batch gives: its losses, the one of the language model weighted, and the outputs behind them. */
    record Forward(Tensor llmLoss, Tensor flowLoss, Tensor loss, double accuracy, Tensor logits, Tensor velocity) {

        /** As the reference names them. */
        Map<String, float[]> values() {
            return Stream.of("llm_loss", "llm_acc", "flow_loss", "loss", "llm_logits", "flow_pred")
                    .collect(LinkedHashMap::new, (values, name) -> values.put(name, value(name)), Map::putAll);
        }

        private float[] value(String name) {
            return switch (name) {
                case "llm_loss" -> llmLoss.floats();
                case "llm_acc" -> new float[] {(float) accuracy};
                case "flow_loss" -> flowLoss.floats();
                case "loss" -> loss.floats();
                case "llm_logits" -> logits.floats();
                default -> velocity.floats();
            };
        }

        /** The joint loss, its two parts and the accuracy. */
        float[] row() {
            return new float[] {loss.item(), llmLoss.item(), flowLoss.item(), (float) accuracy};
        }
    }
}
