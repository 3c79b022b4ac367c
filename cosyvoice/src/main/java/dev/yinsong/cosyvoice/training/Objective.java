package dev.yinsong.cosyvoice.training;

import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.flow.Flow;
import dev.yinsong.cosyvoice.flow.FlowDraw;
import dev.yinsong.cosyvoice.lm.SpeechLm;
import dev.yinsong.cosyvoice.lora.LoraTensors;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.List;

/** The raw loss of one network on one clip. */
interface Objective {

    /** How many draws of a random objective an evaluation averages: their spread is that of a whole epoch. */
    int FLOW_DRAWS = 8;

    /** A scalar in the network's unit; what it draws by lot comes from the noise. */
    Tensor loss(Example example, Noise noise);

    /** How many draws make its value on a clip meaningful. */
    int draws();

    /** Next-token prediction of the adapted language model. */
    static Objective llm(Parameters base, CosyVoiceConfig config, LoraTensors updates) {
        var lm = new SpeechLm(base.weights().adapted(updates::of), config.llm());
        return new Objective() {
            @Override
            public Tensor loss(Example example, Noise noise) {
                return lm.loss(List.of(example.lmItem())).loss();
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
        return new Objective() {
            @Override
            public Tensor loss(Example example, Noise noise) {
                var batch = example.flowBatch();
                var plan = FlowDraw.Plan.WITHOUT_PROMPT.within(frameBudget);
                return flow.loss(batch, flow.draw(batch, plan, noise)).loss();
            }

            @Override
            public int draws() {
                return FLOW_DRAWS;
            }
        };
    }
}
