package dev.yinsong.cosyvoice.training;

import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The states of one network with the lowest held-out losses so far, the best first. */
final class BestStates implements AutoCloseable {

    /**
     * A state that is kept.
     *
     * @param heldOut its held-out loss, raw
     * @param step optimiser steps that led to it
     * @param slot where its tensors are
     */
    record Kept(double heldOut, int step, int slot) {}

    private final List<List<Tensor>> slots = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();

    /** Room for so many states of some tensors. */
    BestStates(List<Tensor> like, int most) {
        try (var scope = Scope.open()) {
            for (int slot = 0; slot < most; slot++) {
                slots.add(like.stream()
                        .map(tensor -> scope.detach(tensor.detached().copy()))
                        .toList());
            }
        }
    }

    /** Keeps a state, if it is among the best. */
    void offer(double heldOut, int step, List<Tensor> now) {
        int slot = kept.size();
        if (slot == slots.size()) {
            if (!(heldOut < kept.getLast().heldOut())) {
                return;
            }
            slot = kept.removeLast().slot();
        }
        copy(now, slots.get(slot));
        kept.add(new Kept(heldOut, step, slot));
        kept.sort(Comparator.comparingDouble(Kept::heldOut)); // stable: of equals, the earlier is the better
    }

    /** What is kept, the best first. */
    List<Kept> kept() {
        return List.copyOf(kept);
    }

    /** Goes on with what was kept when a training was saved. */
    void restore(List<Kept> saved) {
        kept.clear();
        kept.addAll(saved);
    }

    /** The tensors of a state. */
    List<Tensor> tensors(Kept state) {
        return slots.get(state.slot());
    }

    /** All tensors, by name, for a saved state. */
    Map<String, List<Tensor>> tensors() {
        var named = new LinkedHashMap<String, List<Tensor>>();
        for (int slot = 0; slot < slots.size(); slot++) {
            named.put("best" + slot, slots.get(slot));
        }
        return named;
    }

    /** Makes some tensors those of the best state. */
    void copyBestTo(List<Tensor> tensors) {
        copy(tensors(kept.getFirst()), tensors);
    }

    private static void copy(List<Tensor> from, List<Tensor> to) {
        for (int i = 0; i < from.size(); i++) {
            to.get(i).assign(from.get(i));
        }
    }

    @Override
    public void close() {
        slots.forEach(slot -> slot.forEach(Tensor::close));
    }
}
