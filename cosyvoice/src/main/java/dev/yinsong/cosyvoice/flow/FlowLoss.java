package dev.yinsong.cosyvoice.flow;

import dev.yinsong.cosyvoice.tensor.Tensor;

/**
 * How well the flow knows a batch.
 *
 * @param loss the raw mean squared error of the velocity, a scalar
 * @param velocity what the network said, [B, M, T]
 */
public record FlowLoss(Tensor loss, Tensor velocity) {}
