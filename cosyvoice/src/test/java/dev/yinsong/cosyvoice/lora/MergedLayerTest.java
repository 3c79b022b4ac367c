package dev.yinsong.cosyvoice.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.tensorfile.DType;
import dev.yinsong.common.tensorfile.TensorEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MergedLayerTest {

    private static final int OUT = 24;
    private static final int IN = 40;
    private static final int RANK = 3;

    private final Random random = new Random(4);
    private final TensorEntry base = TensorEntry.of("layer.weight", gaussians(OUT * IN, 0.2), OUT, IN);
    private final Factors update = new Factors(RANK, IN, OUT, gaussians(RANK * IN, 0.1), gaussians(OUT * RANK, 0.1));

    @Test
    void findsTheUpdateThatWasMerged() {
        var found = MergedLayer.update(base, Merge.merged(base, update, 2), RANK);

        var again = Merge.merged(base, found, 1);
        assertThat(again.floats()).containsExactly(Merge.merged(base, update, 2).floats(), Offset.offset(2e-7f));
    }

    @Test
    void findsAnUpdateOfALowerRankThanItIsToldToLookFor() {
        var found = MergedLayer.update(base, Merge.merged(base, update, 1), RANK + 4);

        assertThat(Merge.merged(base, found, 1).floats())
                .containsExactly(Merge.merged(base, update, 1).floats(), Offset.offset(2e-7f));
    }

    @Test
    void findsItThroughTheRoundingOfHalfPrecision() {
        var half = half(base);

        var found = MergedLayer.update(half, Merge.merged(half, update, 2), RANK);

        assertThat(Merge.merged(half, found, 1).floats())
                .containsExactly(Merge.merged(half, update, 2).floats(), Offset.offset(2e-3f));
    }

    @Test
    void findsNothingWhereNothingWasMerged() {
        var found = MergedLayer.update(base, base, RANK);

        assertThat(found.a()).containsOnly(0f);
        assertThat(found.b()).containsOnly(0f);
    }

    @Test
    void refusesAChangeOfAHigherRank() {
        var merged = Merge.merged(base, update, 2);

        assertThatThrownBy(() -> MergedLayer.update(base, merged, RANK - 1))
                .isInstanceOf(BadAdapter.class)
                .hasMessageContaining("layer.weight")
                .hasMessageContaining("rank 2");
    }

    @Test
    void refusesWhatIsNoUpdateAtAll() {
        var other = TensorEntry.of("layer.weight", gaussians(OUT * IN, 0.2), OUT, IN);

        assertThatThrownBy(() -> MergedLayer.update(base, other, RANK)).isInstanceOf(BadAdapter.class);
    }

    private float[] gaussians(int count, double deviation) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    private static TensorEntry half(TensorEntry weight) {
        var bytes = ByteBuffer.allocate(weight.elements() * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : weight.floats()) {
            bytes.putShort(Float.floatToFloat16(value));
        }
        return new TensorEntry(weight.name(), DType.F16, weight.shape(), bytes.flip());
    }
}
