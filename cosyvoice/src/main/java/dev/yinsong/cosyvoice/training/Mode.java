package dev.yinsong.cosyvoice.training;

import dev.yinsong.cosyvoice.config.Network;

/** Which networks are fine-tuned: the language model carries rhythm, the flow timbre. */
public enum Mode {
    JOINT,
    LLM_ONLY,
    FLOW_ONLY;

    /** Whether this mode trains a network. */
    public boolean trains(Network network) {
        return switch (this) {
            case JOINT -> network != Network.HIFT;
            case LLM_ONLY -> network == Network.LLM;
            case FLOW_ONLY -> network == Network.FLOW;
        };
    }
}
