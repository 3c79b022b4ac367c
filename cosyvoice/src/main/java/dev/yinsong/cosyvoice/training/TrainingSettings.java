package dev.yinsong.cosyvoice.training;

import dev.yinsong.common.model.TrainingDefaults;
import dev.yinsong.common.model.YinsongJson;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.LoraConfig;
import java.util.Map;

/**
 * How one voice is trained.
 *
 * @param mode which networks
 * @param defaults ranks, rates and budgets
 * @param thresholds raw training loss at which each network stops
 * @param seed decides initial values, order, noise and dropout
 * @param savePointSteps optimiser steps between two saved states
 */
public record TrainingSettings(
        Mode mode, TrainingDefaults defaults, Map<Network, Double> thresholds, long seed, int savePointSteps) {

    public TrainingSettings {
        thresholds = Map.copyOf(thresholds);
        if (savePointSteps < 1) {
            throw new IllegalArgumentException("a state is saved every step or less often, was " + savePointSteps);
        }
    }

    /** What the base recommends. */
    public static TrainingSettings recommendedBy(YinsongJson base, Mode mode, long seed) {
        var stop = base.stop();
        return new TrainingSettings(
                mode, base.training(), Map.of(Network.LLM, stop.llm(), Network.FLOW, stop.flow()), seed, 25);
    }

    /** The raw training loss at which a network stops; none where it may go as low as it can. */
    double threshold(Network network) {
        return thresholds.getOrDefault(network, 0.0);
    }

    /** The low-rank update of a network. */
    public LoraConfig lora(Network network) {
        var lowRank = network == Network.LLM ? defaults.llm() : defaults.flow();
        return LoraConfig.of(network, lowRank.rank(), lowRank.alpha(), lowRank.dropout());
    }
}
