package dev.yinsong.cosyvoice.lora;

import java.util.Set;

/** Which linear layers are adapted, by the last part of their names; wenet's {@code linear_pos} never is. */
public final class LoraTargets {

    /** In the text encoder and the language model. */
    public static final Set<String> LLM = Set.of("linear_q", "linear_k", "linear_v", "linear_out", "w_1", "w_2");

    /** In the flow's encoder and its U-Net. */
    public static final Set<String> FLOW =
            Set.of("to_q", "to_k", "to_v", "linear_q", "linear_k", "linear_v", "w_1", "w_2");

    /** What a base may ask for beside them: the first layers of the feed-forward blocks of the flow's U-Net. */
    static final Set<String> FLOW_ON_REQUEST = Set.of("proj");

    private LoraTargets() {}
}
