package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Attended;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.cosyvoice.tensor.Runtime;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of the positions decoded so far, one preallocated tensor [2, H, capacity, D] a layer.
 *
 * <p>On the CPU they are of type F32 whatever that of the network: attention of one query to keys that are one more at
 * each token is several times as fast in it as in BF16.
 *
 * <p>Belongs to one request and one thread; close it with the request.
 */
public final class KvCache implements AutoCloseable {

    private static final int FIRST_CAPACITY = 512; // positions: some nine seconds of speech

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

    /** How many layers there are. */
    public int layers() {
        return layers.size();
    }

    /** How many positions are cached. */
    public int length() {
        return layers.getFirst().length;
    }

    /** Keys [1, H, length, D] of one layer, in the current scope. */
    public Tensor keys(int layer) {
        return layers.get(layer).keys();
    }

    /** Values [1, H, length, D] of one layer, in the current scope. */
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

        private @Nullable Tensor store; // keys, values
        private int length;

        /** Adds positions [1, H, T, D]. */
        void append(Tensor keys, Tensor values) {
            int wanted = length + keys.size(2);
            if (store == null || store.size(2) < wanted) {
                store = grown(wanted, keys);
            }
            store.write(2, length, Tensor.cat(0, keys, values));
            length = wanted;
        }

        private void reserveNext() {
            if (length == store().size(2)) {
                store = grown(length + 1, store());
            }
        }

        private void advance() {
            length++;
        }

        private Tensor store() {
            if (store == null) {
                throw new IllegalStateException("nothing was read yet that a next position could follow");
            }
            return store;
        }

        /** The most positions that one of them holds. */
        static int longest(List<Layer> rows) {
            return rows.stream().mapToInt(row -> row.length).max().orElseThrow();
        }

        /** What the next position of each row attends to. */
        static Attended attended(List<Layer> rows, Tensor distances, Tensor contentBias, Tensor positionBias) {
            return new Attended(
                    rows.stream().map(Layer::store).toArray(Tensor[]::new),
                    rows.stream().mapToLong(row -> row.length).toArray(),
                    distances,
                    contentBias,
                    positionBias);
        }

        /** A tensor in the type of the stores, for one of the network's type. */
        static Tensor suited(Tensor x) {
            return Runtime.device() == Device.CPU ? x.cast(DType.F32) : x;
        }

        Tensor keys() {
            return part(0);
        }

        Tensor values() {
            return part(1);
        }

        private Tensor part(int index) {
            return store().slice(0, index, index + 1L).slice(2, 0, length);
        }

        private Tensor grown(int wanted, Tensor like) {
            int capacity = Math.max(FIRST_CAPACITY, Integer.highestOneBit(wanted) * 2);
            try (var scope = Scope.open()) {
                var empty = Tensor.empty(DType.F32, 2, like.size(1), capacity, like.size(3));
                var larger = Runtime.device() == Device.CPU ? empty : empty.like(like);
                if (length > 0) {
                    larger.write(2, 0, store().slice(2, 0, length));
                }
                close();
                return scope.detach(larger);
            }
        }

        void close() {
            if (store != null) {
                store.close();
                store = null;
            }
        }
    }
}
