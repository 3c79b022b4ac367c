package dev.yinsong.cosyvoice.tensor;

/**
 * What the next positions of some rows attend to, in the type of the stores.
 *
 * <pre>
 *   stores [2, H, capacity, D] a row, keys and values    distances [H, T, D]    biases [H, 1, D]
 * </pre>
 *
 * @param lengths positions that each row's store holds already
 * @param distances down to distance 0, as many as the longest row needs, or more
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to libtorch, compared by nobody
public record Attended(Tensor[] stores, long[] lengths, Tensor distances, Tensor contentBias, Tensor positionBias) {}
