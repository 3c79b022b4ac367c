package dev.yinsong.cosyvoice.training;

import dev.yinsong.common.model.TrainingDefaults;
import dev.yinsong.common.model.YinsongJson;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.LoraConfig;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How one voice is trained.
 *
 * @param mode which networks
 * @param defaults ranks, rates and budgets
 * @param thresholds raw training loss at which each network stops
 * @param seed decides initial values, order, noise and dropout
 * @param savePointSteps optimiser steps between two saved states
 * @param clipsAtOnce how many clips of a step go through a network together, which is quicker and takes more memory
 * @param augmentation what is done to the clips that the flow learns from
 * @param keepBest how many of each network's states with the lowest held-out losses are kept
 */
public record TrainingSettings(
        Mode mode,
        TrainingDefaults defaults,
        Map<Network, Double> thresholds,
        long seed,
        int savePointSteps,
        int clipsAtOnce,
        Augmentation augmentation,
        int keepBest) {

    public TrainingSettings {
        thresholds = inOrder(thresholds);
        if (savePointSteps < 1) {
            throw new IllegalArgumentException("a state is saved every step or less often, was " + savePointSteps);
        }
        if (clipsAtOnce < 1) {
            throw new IllegalArgumentException("at least one clip is learned at once, was " + clipsAtOnce);
        }
        if (keepBest < 1) {
            throw new IllegalArgumentException("at least one state is kept, was " + keepBest);
        }
    }

    /** Always the same order, for saved states tell settings apart by their text; that of other maps differs by process. */
    private static Map<Network, Double> inOrder(Map<Network, Double> thresholds) {
        var inOrder = new EnumMap<Network, Double>(Network.class);
        inOrder.putAll(thresholds);
        return Collections.unmodifiableMap(inOrder);
    }

    /** Clips as they are, one after another, as takes the least memory; the best state is kept. */
    public TrainingSettings(
            Mode mode, TrainingDefaults defaults, Map<Network, Double> thresholds, long seed, int savePointSteps) {
        this(mode, defaults, thresholds, seed, savePointSteps, 1, Augmentation.NONE, 1);
    }

    /** These with so many clips at once. */
    public TrainingSettings withClipsAtOnce(int clips) {
        return new TrainingSettings(mode, defaults, thresholds, seed, savePointSteps, clips, augmentation, keepBest);
    }

    /** These with clips that change from pass to pass. */
    public TrainingSettings with(Augmentation other) {
        return new TrainingSettings(mode, defaults, thresholds, seed, savePointSteps, clipsAtOnce, other, keepBest);
    }

    /** These with so many states kept. */
    public TrainingSettings withKeepBest(int states) {
        return new TrainingSettings(
                mode, defaults, thresholds, seed, savePointSteps, clipsAtOnce, augmentation, states);
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
        return LoraConfig.of(network, lowRank.rank(), lowRank.alpha(), lowRank.dropout(), lowRank.targets());
    }
}
