package dev.yinsong.nano.vocoder;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.config.HiftConfig;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.cosyvoice.vocoder.HiFT;
import dev.yinsong.nano.feature.Clip;
import dev.yinsong.nano.feature.Listening;
import dev.yinsong.nano.model.NanoSizes;
import dev.yinsong.nano.training.Parameters;
import dev.yinsong.nano.training.Plan;
import dev.yinsong.nano.training.StageFiles;
import dev.yinsong.nano.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Trains the vocoder's pitch predictor alone, on long stretches of every voice, each also higher and lower.
 *
 * <p>Beside the vocoder it sees too few frames, and too few speakers, to find the pitch of a voice that it never heard;
 * alone a step costs a hundredth. Writes {@code weights.safetensors} with the predictor's tensors into its folder.
 */
public final class PitchTraining {

    private static final int BATCH = 32;
    private static final int FRAMES = 64;
    private static final int MEASURED = 40; // clips
    private static final double HIGHEST = 1.35; // factor by which a spectrum is raised, or lowered
    private static final String PREDICTOR = "f0_predictor.";

    private final Path folder;
    private final Listening listening;
    private final List<Clip> heldOut;
    private final Parameters predictor = new Parameters(7);
    private final Parameters vocoder;
    private final HiFT hift;

    /**
     * @param listening what it learns from
     * @param vocoder trained weights of the vocoder, from whose predictor this one goes on
     */
    public PitchTraining(Path folder, Listening listening, NanoSizes sizes, HiftConfig config, Path vocoder)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.listening = listening.longerThan(FRAMES);
        this.heldOut = this.listening.heldOut();
        this.vocoder = sizes.hift(5).load(vocoder);
        this.vocoder.all().forEach((name, tensor) -> {
            if (name.startsWith(PREDICTOR)) {
                predictor.put(name, tensor.floats(), tensor.shape());
            }
        });
        var all = new LinkedHashMap<>(this.vocoder.all());
        all.putAll(predictor.all());
        this.hift = new HiFT(dev.yinsong.cosyvoice.nn.Parameters.trainable(all).weights(), config);
    }

    /** How this stage is trained for so many minutes. */
    public static Plan plan(double minutes) {
        return new Plan(1e-3, 0.9, 0.99, 0.001, 50, 50, minutes);
    }

    /** Trains up to the end of the plan and writes the weights. */
    public void run(Plan plan) throws IOException {
        try (predictor;
                vocoder) {
            new Trainer("pitch", StageFiles.state(folder), predictor, plan)
                    .run((random, share, figures) -> loss(random, figures), this::measure);
            SafeTensors.write(StageFiles.weights(folder), predictor.entries(), Map.of());
        }
    }

    private Tensor loss(RandomGenerator random, Map<String, Double> figures) {
        var mels = new float[BATCH * FRAMES * Clip.MEL];
        var pitches = new float[BATCH * FRAMES];
        for (int b = 0; b < BATCH; b++) {
            var clip = listening.draw(random);
            int from = random.nextInt(clip.frames() - FRAMES);
            double raised = Math.pow(HIGHEST, random.nextDouble(-1, 1));
            float[] mel = RaisedMel.of(clip.mel(from, FRAMES), raised, random.nextDouble(-1, 1));
            float[] pitch = clip.pitch(from, FRAMES);
            System.arraycopy(mel, 0, mels, b * mel.length, mel.length);
            for (int t = 0; t < FRAMES; t++) {
                pitches[b * FRAMES + t] = (float) (pitch[t] * raised);
            }
        }
        var loss = off(mels, pitches, BATCH, FRAMES);
        figures.put("hertz", (double) loss.item());
        return loss;
    }

    /** How far the prediction is off in hertz, on average; where nothing is voiced, 0 is right. */
    private Tensor off(float[] mels, float[] pitches, int batch, int frames) {
        var mel = Tensor.of(mels, batch, frames, Clip.MEL).transposed().copy();
        return hift.f0(mel).sub(Tensor.of(pitches, batch, frames)).abs().mean();
    }

    private String measure() {
        int count = Math.min(MEASURED, heldOut.size());
        double hertz = 0;
        for (int i = 0; i < count; i++) {
            try (var scope = Scope.open()) {
                var clip = heldOut.get(i * heldOut.size() / count);
                hertz += off(clip.mel(), clip.pitch(0, clip.frames()), 1, clip.frames())
                        .item();
            }
        }
        return "pitch off by %.1f Hz".formatted(hertz / count);
    }
}
