package dev.yinsong.nano.vocoder;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.config.HiftConfig;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.cosyvoice.vocoder.HiFT;
import dev.yinsong.nano.feature.Clip;
import dev.yinsong.nano.feature.Listening;
import dev.yinsong.nano.model.NanoSizes;
import dev.yinsong.nano.training.Narrow;
import dev.yinsong.nano.training.Parameters;
import dev.yinsong.nano.training.Plan;
import dev.yinsong.nano.training.StageFiles;
import dev.yinsong.nano.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Trains the vocoder on short stretches of true spectra and sound, without a discriminator.
 *
 * <p>The source is driven by the tracked pitch, while the predictor learns to find it in the spectrum. Writes
 * {@code weights.safetensors} into its folder.
 */
public final class VocoderTraining {

    private static final int BATCH = 8;
    private static final int FRAMES = 32;
    private static final double PITCH_WEIGHT = 0.01;

    private final Path folder;
    private final Listening listening;
    private final List<Clip> heldOut;
    private final Parameters parameters;
    private final dev.yinsong.cosyvoice.nn.Parameters weights;
    private final HiftConfig config;
    private final HiFT hift;

    /** @param listening what it learns from */
    public VocoderTraining(Path folder, Listening listening, NanoSizes sizes, HiftConfig config) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.listening = listening.longerThan(FRAMES);
        this.heldOut = this.listening.heldOut();
        this.parameters = sizes.hift(5);
        this.weights = dev.yinsong.cosyvoice.nn.Parameters.trainable(parameters.all());
        this.config = config;
        this.hift = new HiFT(weights.weights(), config);
    }

    /** How this stage is trained for so many minutes. */
    public static Plan plan(double minutes) {
        return new Plan(1e-3, 0.8, 0.99, 0.001, 50, 5, minutes);
    }

    /** Trains up to the end of the plan and writes the weights. */
    public void run(Plan plan) throws IOException {
        try (parameters;
                var spectra = new SpectralLoss()) {
            new Trainer("vocoder", StageFiles.state(folder), parameters, plan)
                    .run((random, share, figures) -> loss(spectra, random, figures), () -> measure(spectra));
            SafeTensors.write(StageFiles.weights(folder), parameters.entries(), Map.of());
        }
    }

    private Tensor loss(SpectralLoss spectra, RandomGenerator random, Map<String, Double> figures) {
        var mels = new float[BATCH * FRAMES * Clip.MEL];
        var pitches = new float[BATCH * FRAMES];
        var sounds = new float[BATCH * FRAMES * Clip.HOP];
        for (int b = 0; b < BATCH; b++) {
            var clip = listening.draw(random);
            int from = random.nextInt(clip.frames() - FRAMES);
            put(clip.mel(from, FRAMES), mels, b);
            put(clip.pitch(from, FRAMES), pitches, b);
            put(clip.sound(from, FRAMES), sounds, b);
        }
        var mel = Tensor.of(mels, BATCH, FRAMES, Clip.MEL).transposed().copy();
        var pitch = Tensor.of(pitches, BATCH, FRAMES);
        var sound = Tensor.of(sounds, BATCH, (long) FRAMES * Clip.HOP);

        var narrow = new HiFT(weights.cast(Narrow.type()).weights(), config);
        var spoken = narrow.decode(mel, hift.source(pitch, Noise.from(random)));
        var melLoss = spectra.mel(spoken, sound);
        var stftLoss = spectra.stft(spoken, sound);
        var pitchLoss = hift.f0(mel).sub(pitch).abs().mean();
        figures.put("mel", (double) melLoss.item());
        figures.put("stft", (double) stftLoss.item());
        figures.put("hertz", (double) pitchLoss.item());
        return melLoss.add(stftLoss).add(pitchLoss, PITCH_WEIGHT);
    }

    private static void put(float[] part, float[] all, int row) {
        System.arraycopy(part, 0, all, row * part.length, part.length);
    }

    /** Mel distance of whole unheard clips, spoken with the predicted pitch. */
    private String measure(SpectralLoss spectra) {
        double mel = 0;
        double hertz = 0;
        int count = Math.min(16, heldOut.size());
        for (int i = 0; i < count; i++) {
            try (var scope = Scope.open()) {
                var clip = heldOut.get(i * heldOut.size() / count);
                int frames = Math.min(clip.frames(), 250);
                var frame = Tensor.of(clip.mel(0, frames), 1, frames, Clip.MEL)
                        .transposed()
                        .copy();
                var truth = Tensor.of(clip.sound(0, frames), 1, (long) frames * Clip.HOP);
                var wave =
                        hift.speak(frame, Noise.from(new SplittableRandom(i))).wave();
                mel += spectra.mel(wave, truth).item();
                hertz += hift.f0(frame)
                        .sub(Tensor.of(clip.pitch(0, frames), 1, frames))
                        .abs()
                        .mean()
                        .item();
            }
        }
        return "mel distance %.3f, pitch off by %.1f Hz".formatted(mel / count, hertz / count);
    }
}
