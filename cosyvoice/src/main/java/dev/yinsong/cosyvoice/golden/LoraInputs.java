package dev.yinsong.cosyvoice.golden;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.config.FlowConfig;
import dev.yinsong.cosyvoice.flow.FlowBatch;
import dev.yinsong.cosyvoice.flow.FlowDraw;
import dev.yinsong.cosyvoice.lm.LmItem;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The clips of {@code lora.golden.safetensors} and what was drawn for them, under {@code in.}. */
final class LoraInputs {

    private static final double MEL_OFFSET = 6, MEL_SCALE = 2;

    private final SafeTensors golden;
    private final FlowConfig config;

    LoraInputs(SafeTensors golden, FlowConfig config) {
        this.golden = golden;
        this.config = config;
    }

    /** Some items of the batch, with what was drawn for them. */
    record Batch(List<LmItem> texts, FlowBatch sounds, float[] times, float[] noise, boolean[] kept, boolean cosine) {

        FlowDraw draw(int mels, DType type) {
            int frames = noise.length / times.length / mels;
            return new FlowDraw(
                    warped(Tensor.of(times, times.length).cast(type)),
                    Tensor.of(noise, times.length, mels, frames),
                    kept,
                    new int[times.length]);
        }

        /**
         * The times as the schedule has them. The networks see sinusoids of a thousand times as much, so how this is
         * rounded is seen in each gradient: it is computed as the reference does.
         */
        private Tensor warped(Tensor t) {
            return cosine ? t.mul(0.5).mul(Math.PI).cos().mul(-1).add(1) : t;
        }
    }

    /** How many there are. */
    int count() {
        return golden.tensor("in.text_token_len").elements();
    }

    /** All of them. */
    Batch all() {
        return batch(0, count());
    }

    /** Those from one to before another. */
    Batch batch(int from, int to) {
        int[] texts = golden.tensor("in.text_token_len").ints();
        int[] speeches = golden.tensor("in.speech_token_len").ints();
        int[] lengths = golden.tensor("in.speech_feat_len").ints();
        int longest = Arrays.stream(lengths, from, to).max().orElseThrow();
        int mels = config.melSize();
        var items = new ArrayList<LmItem>();
        var sounds = new ArrayList<FlowBatch.Item>();
        var times = new float[to - from];
        var noise = new float[(to - from) * mels * longest];
        var kept = new boolean[to - from];
        float[] t = golden.tensor("in.t").floats();
        float[] lots = golden.tensor("in.cfg_rand").floats();
        for (int i = from; i < to; i++) {
            int[] speech = ints("in.speech_token", i, speeches[i]);
            float[] speaker = floats("in.embedding", i);
            items.add(new LmItem(ints("in.text_token", i, texts[i]), speech, speaker));
            float[] mel = Arrays.copyOf(floats("in.speech_feat", i), lengths[i] * mels);
            sounds.add(new FlowBatch.Item(speech, normalised(mel), lengths[i], speaker));
            times[i - from] = t[i];
            kept[i - from] = lots[i] > config.matching().trainingCfgRate();
            float[] z = floats("in.z", i);
            int all = z.length / mels;
            for (int m = 0; m < mels; m++) {
                System.arraycopy(z, m * all, noise, ((i - from) * mels + m) * longest, longest);
            }
        }
        return new Batch(
                items,
                new FlowBatch(sounds),
                times,
                noise,
                kept,
                config.matching().cosineSchedule());
    }

    private static float[] normalised(float[] mel) {
        var values = new float[mel.length];
        for (int i = 0; i < mel.length; i++) {
            values[i] = (float) ((mel[i] + MEL_OFFSET) / MEL_SCALE);
        }
        return values;
    }

    private int[] ints(String name, int row, int length) {
        var tensor = golden.tensor(name);
        int width = tensor.elements() / Math.toIntExact(tensor.shape()[0]);
        return Arrays.copyOfRange(tensor.ints(), row * width, row * width + length);
    }

    private float[] floats(String name, int row) {
        var tensor = golden.tensor(name);
        int width = tensor.elements() / Math.toIntExact(tensor.shape()[0]);
        return Arrays.copyOfRange(tensor.floats(), row * width, (row + 1) * width);
    }
}
