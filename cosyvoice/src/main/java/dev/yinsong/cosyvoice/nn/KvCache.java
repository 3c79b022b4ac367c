package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.cosyvoice.tensor.Runtime;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.StepOps;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values of the positions decoded so far, a pair of preallocated tensors [B, H, capacity, D] a layer.
 *
 * <p>On the CPU they are of type F32 whatever that of the network: attention of one query to keys that are one more at
 * each token is several times as fast in it as in BF16.
 *
 * <p>Belongs to one request and one thread; close it with the request.
 */
public final class KvCache implements AutoCloseable {

    private static final int FIRST_CAPACITY = 256;

    private final List<Layer> layers = new ArrayList<>();

    /** A cache for an encoder of so many layers. */
    public KvCache(int layers) {
        for (int i = 0; i < layers; i++) {
            this.layers.add(new Layer());
        }
    }

    Layer layer(int index) {
        return layers.get(index);
    }

    /** How many positions are cached. */
    public int length() {
        return layers.getFirst().length;
    }

    /** Keys [B, H, length, D] of one layer, in the current scope. */
    public Tensor keys(int layer) {
        return layers.get(layer).keys();
    }

    /** Values [B, H, length, D] of one layer, in the current scope. */
    public Tensor values(int layer) {
        return layers.get(layer).values();
    }

    /** Makes room for one position more in all layers. */
    public void reserveNext() {
        layers.forEach(Layer::reserveNext);
    }

    /** The position after the last was written into all layers. */
    public void advance() {
        layers.forEach(Layer::advance);
    }

    @Override
    public void close() {
        layers.forEach(Layer::close);
    }

    /** The cache of one layer; grows by doubling. */
    static final class Layer {

        private final List<Tensor> stores = new ArrayList<>(2); // keys, values
        private int length;

        void append(Tensor keys, Tensor values) {
            int wanted = length + keys.size(2);
            if (stores.isEmpty() || stores.getFirst().size(2) < wanted) {
                grow(wanted, keys);
            }
            stores.getFirst().write(2, length, keys);
            stores.getLast().write(2, length, values);
            length = wanted;
        }

        private void reserveNext() {
            if (stores.isEmpty()) {
                throw new IllegalStateException("nothing was read yet that a next position could follow");
            }
            if (length == stores.getFirst().size(2)) {
                grow(length + 1, stores.getFirst());
            }
        }

        private void advance() {
            length++;
        }

        /** The most positions that one of them holds. */
        static int longest(List<Layer> rows) {
            return rows.stream().mapToInt(row -> row.length).max().orElseThrow();
        }

        /** What the next position of each row attends to. */
        static StepOps.Past past(
                List<Layer> rows, Tensor distances, Tensor contentBias, Tensor positionBias, int firstHead) {
            return new StepOps.Past(
                    rows.stream().map(row -> row.stores.getFirst()).toArray(Tensor[]::new),
                    rows.stream().map(row -> row.stores.getLast()).toArray(Tensor[]::new),
                    rows.stream().mapToLong(row -> row.length).toArray(),
                    distances,
                    contentBias,
                    positionBias,
                    firstHead);
        }

        Tensor keys() {
            return stores.getFirst().slice(2, 0, length);
        }

        Tensor values() {
            return stores.getLast().slice(2, 0, length);
        }

        private void grow(int wanted, Tensor like) {
            int capacity = Math.max(FIRST_CAPACITY, Integer.highestOneBit(wanted) * 2);
            try (var scope = Scope.open()) {
                var grown = new ArrayList<Tensor>();
                for (int i = 0; i < 2; i++) {
                    var zeros = Tensor.zeros(like.size(0), like.size(1), capacity, like.size(3));
                    var store = Runtime.device() == Device.CPU ? zeros : zeros.like(like);
                    if (length > 0) {
                        store.write(2, 0, stores.get(i).slice(2, 0, length));
                    }
                    grown.add(scope.detach(store));
                }
                close();
                stores.addAll(grown);
            }
        }

        void close() {
            stores.forEach(Tensor::close);
            stores.clear();
        }
    }
}
