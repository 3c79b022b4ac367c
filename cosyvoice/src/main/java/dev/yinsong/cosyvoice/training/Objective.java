package dev.yinsong.cosyvoice.training;

import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.flow.Flow;
import dev.yinsong.cosyvoice.flow.FlowBatch;
import dev.yinsong.cosyvoice.flow.FlowDraw;
import dev.yinsong.cosyvoice.flow.FlowWindow;
import dev.yinsong.cosyvoice.lm.SpeechLm;
import dev.yinsong.cosyvoice.lora.LoraTensors;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The raw loss of one network on some clips. */
interface Objective {

    /** How many draws of a random objective an evaluation averages: their spread is that of a whole epoch. */
    int FLOW_DRAWS = 8;

    /**
     * The mean of the clips' losses, each as if it were alone: a scalar in the network's unit.
     *
     * @param noise where the draws of each clip come from; a clip is drawn for as often as it has noises
     */
    Tensor loss(List<Example> clips, List<List<Noise>> noise);

    /** How many draws make its value on a clip meaningful. */
    int draws();

    /** Next-token prediction of the adapted language model. */
    static Objective llm(Parameters base, CosyVoiceConfig config, LoraTensors updates) {
        var lm = new SpeechLm(base.weights().adapted(updates::of), config.llm());
        return new Objective() {
            @Override
            public Tensor loss(List<Example> clips, List<List<Noise>> noise) {
                var losses = lm.losses(clips.stream().map(Example::lmItem).toList());
                return Tensor.stack(0, losses.toArray(Tensor[]::new)).mean();
            }

            @Override
            public int draws() {
                return 1;
            }
        };
    }

    /**
     * Flow matching of the adapted flow, without a prompt: the voice will have none.
     *
     * @param frameBudget mel frames of a longer clip that are learned at once; its tokens are encoded whole
     */
    static Objective flow(Parameters base, CosyVoiceConfig config, LoraTensors updates, int frameBudget) {
        var flow = new Flow(base.weights().adapted(updates::of), config);
        var plan = FlowDraw.Plan.WITHOUT_PROMPT.within(frameBudget);
        return new Objective() {
            @Override
            public Tensor loss(List<Example> clips, List<List<Noise>> noise) {
                var items = clips.stream().map(Example::flowItem).toList();
                var windows = new ArrayList<FlowWindow>();
                for (int i = 0; i < items.size(); i++) {
                    var alone = FlowBatch.of(items.get(i));
                    for (var lots : noise.get(i)) {
                        windows.add(new FlowWindow(i, flow.draw(alone, plan, lots)));
                    }
                }
                return flow.meanLoss(new FlowBatch(items), windows);
            }

            @Override
            public int draws() {
                return FLOW_DRAWS;
            }
        };
    }
}
