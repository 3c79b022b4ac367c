package dev.yinsong.nano.speaker;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.nano.feature.Clip;
import dev.yinsong.nano.training.Parameters;
import dev.yinsong.nano.training.Plan;
import dev.yinsong.nano.training.StageFiles;
import dev.yinsong.nano.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Teaches the encoder to name the speaker of a stretch of speech, with a margin (Wang et al., 2018, CosFace).
 *
 * <p>A clip whose mel axis is warped counts as another speaker. Speakers kept out of training measure how well the
 * vectors tell strangers apart. Writes {@code campplus.onnx} into its folder.
 */
public final class SpeakerTraining {

    private static final int BATCH = 48;
    private static final double[] WARPS = {0.9, 1, 1.11};
    private static final double SCALE = 30, MARGIN = 0.2;

    private final Path folder;
    private final List<List<Clip>> train;
    private final List<List<Clip>> strangers;
    private final Parameters parameters;
    private final SpeakerNet net;

    /**
     * @param speakers clips by speaker
     * @param strangers likewise, of speakers that measure only
     */
    public SpeakerTraining(Path folder, Map<String, List<Clip>> speakers, Map<String, List<Clip>> strangers)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.train = List.copyOf(speakers.values());
        this.strangers = List.copyOf(strangers.values());
        this.parameters =
                SpeakerNet.parameters(2).normal("speakers", 0.05, (long) train.size() * WARPS.length, SpeakerNet.SIZE);
        this.net = new SpeakerNet(parameters);
    }

    /** Where the ONNX graph is written. */
    public static Path graph(Path folder) {
        return folder.resolve("campplus.onnx");
    }

    /** How this stage is trained for so many minutes. */
    public static Plan plan(double minutes) {
        return new Plan(2e-3, 0.9, 0.98, 0.01, 50, 2, minutes);
    }

    /** Trains and exports; does nothing when that has been done. */
    public void run(Plan plan) throws IOException {
        if (Files.exists(graph(folder))) {
            return;
        }
        try (parameters) {
            new Trainer("speaker encoder", StageFiles.state(folder), parameters, plan)
                    .run((random, share, figures) -> loss(random, share, figures), this::measure);
            centreVectors();
            SafeTensors.write(StageFiles.weights(folder), parameters.entries(), Map.of());
            Path draft = folder.resolve("campplus.onnx.part");
            net.export(draft);
            Files.move(draft, graph(folder), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Tensor loss(RandomGenerator random, double share, Map<String, Double> figures) {
        int frames = random.nextInt(100, 200);
        var x = new float[BATCH * frames * Clip.FBANK];
        var classes = new long[BATCH];
        int all = train.size() * WARPS.length;
        var margins = new float[BATCH * all];
        double margin = MARGIN * Math.clamp(2 * share - 0.5, 0, 1);
        for (int b = 0; b < BATCH; b++) {
            int speaker = random.nextInt(train.size());
            int warp = random.nextInt(WARPS.length);
            classes[b] = (long) speaker * WARPS.length + warp;
            margins[b * all + (int) classes[b]] = (float) (-margin * SCALE);
            var clips = train.get(speaker);
            float[] cut = cut(clips.get(random.nextInt(clips.size())).fbank(), frames, WARPS[warp], random);
            System.arraycopy(cut, 0, x, b * cut.length, cut.length);
        }
        var vectors = net.apply(Tensor.of(x, BATCH, frames, Clip.FBANK));
        vectors = vectors.sub(vectors.mean(0)).normalize(1); // what all voices share says nothing
        var cosines = vectors.matmul(parameters.get("speakers").normalize(1).transposed());
        long[] guesses = cosines.argmax(-1).longs();
        int right = 0;
        for (int b = 0; b < BATCH; b++) {
            right += guesses[b] == classes[b] ? 1 : 0;
        }
        figures.put("accuracy", (double) right / BATCH);
        return cosines.mul(SCALE).add(Tensor.of(margins, BATCH, all)).crossEntropy(Tensor.of(classes, BATCH), 0);
    }

    /** A stretch of a clip, repeated when it is too short, warped, coloured and centred. */
    private static float[] cut(float[] frames, int count, double warp, RandomGenerator random) {
        int bins = Clip.FBANK;
        int available = frames.length / bins;
        int from = random.nextInt(Math.max(1, available - count + 1));
        double noise = random.nextDouble() < 0.5 ? random.nextDouble(-9, -4) : -30;
        double tilt = random.nextDouble(-0.6, 0.6);
        var cut = new float[count * bins];
        float loudest = -30;
        for (float value : frames) {
            loudest = Math.max(loudest, value);
        }
        int silenced = random.nextInt(2) == 0 ? random.nextInt(bins) : bins;
        int until = silenced + random.nextInt(1, 9);
        for (int t = 0; t < count; t++) {
            int row = (from + t) % available * bins;
            for (int k = 0; k < bins; k++) {
                double source = Math.clamp(k * warp, 0, bins - 1.001);
                int low = (int) source;
                double value = frames[row + low] + (source - low) * (frames[row + low + 1] - frames[row + low]);
                cut[t * bins + k] = (float) (Math.max(value, loudest + noise) + tilt * k / bins);
            }
        }
        centre(cut, bins);
        for (int t = 0; t < count; t++) {
            for (int k = silenced; k < Math.min(until, bins); k++) {
                cut[t * bins + k] = 0;
            }
        }
        return cut;
    }

    private static void centre(float[] frames, int bins) {
        int count = frames.length / bins;
        for (int k = 0; k < bins; k++) {
            double sum = 0;
            for (int t = 0; t < count; t++) {
                sum += frames[t * bins + k];
            }
            for (int t = 0; t < count; t++) {
                frames[t * bins + k] -= (float) (sum / count);
            }
        }
    }

    /** Takes the mean vector of the training speakers into the last bias, as training took away each batch's. */
    private void centreVectors() {
        float[] mean = meanVector();
        float[] bias = parameters.get("out.bias").floats();
        for (int i = 0; i < bias.length; i++) {
            bias[i] -= mean[i];
        }
        parameters.put("out.bias", bias, bias.length);
    }

    private float[] meanVector() {
        var mean = new float[SpeakerNet.SIZE];
        for (var clips : train) {
            var heard = clips.subList(0, Math.min(3, clips.size()));
            for (Clip clip : heard) {
                float[] vector = vector(clip);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += vector[i] / (heard.size() * train.size());
                }
            }
        }
        return mean;
    }

    /** The vector of a whole clip, not normalised. */
    private float[] vector(Clip clip) {
        try (var scope = Scope.open()) {
            float[] frames = clip.fbank();
            centre(frames, Clip.FBANK);
            return net.apply(Tensor.of(frames, 1, frames.length / Clip.FBANK, Clip.FBANK))
                    .floats();
        }
    }

    private String measure() {
        var same = new ArrayList<Double>();
        var different = new ArrayList<Double>();
        float[] mean = meanVector();
        var vectors = strangers.stream()
                .map(clips -> clips.stream()
                        .limit(6)
                        .map(clip -> direction(vector(clip), mean))
                        .toList())
                .toList();
        for (int a = 0; a < vectors.size(); a++) {
            for (int b = a; b < vectors.size(); b++) {
                for (int i = 0; i < vectors.get(a).size(); i++) {
                    for (int j = a == b ? i + 1 : 0; j < vectors.get(b).size(); j++) {
                        (a == b ? same : different)
                                .add(dot(vectors.get(a).get(i), vectors.get(b).get(j)));
                    }
                }
            }
        }
        return "strangers' cosine same %.2f, different %.2f, equal error %.3f"
                .formatted(mean(same), mean(different), equalError(same, different));
    }

    private static float[] direction(float[] vector, float[] mean) {
        double length = 0;
        var moved = new float[vector.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = vector[i] - mean[i];
            length += moved[i] * moved[i];
        }
        for (int i = 0; i < moved.length; i++) {
            moved[i] /= (float) Math.sqrt(length);
        }
        return moved;
    }

    private static double equalError(List<Double> same, List<Double> different) {
        double[] thresholds =
                same.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double best = 1;
        for (double threshold : thresholds) {
            double missed = same.stream().filter(s -> s < threshold).count() / (double) same.size();
            double confused = different.stream().filter(d -> d >= threshold).count() / (double) different.size();
            best = Math.min(best, Math.max(missed, confused));
        }
        return best;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
