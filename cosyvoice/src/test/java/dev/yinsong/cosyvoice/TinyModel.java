package dev.yinsong.cosyvoice;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.cosyvoice.checkpoint.RandomModel;
import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.cosyvoice.tensor.Precision;
import dev.yinsong.cosyvoice.training.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A model of a few thousand random weights, and clips for it. */
public final class TinyModel {

    private TinyModel() {}

    /** Writes one into a directory and loads it. */
    public static CosyVoice load(Path directory) {
        RandomModel.write(yaml(), directory, 1);
        return open(directory);
    }

    /** Loads one from a directory. */
    public static CosyVoice open(Path directory) {
        return open(directory, Precision.FP32);
    }

    /** Loads one from a directory, to compute in a precision. */
    public static CosyVoice open(Path directory, Precision precision) {
        return CosyVoice.load(ModelDirectory.open(directory), Device.CPU, precision);
    }

    private static String yaml() {
        try (var in = TinyModel.class.getResourceAsStream("/dev/yinsong/cosyvoice/tiny.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the test's tiny.yaml is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Clips of random text, tokens and mel frames that share one speaker. */
    public static List<Example> clips(CosyVoice model, int count, int seed) {
        var random = new SplittableRandom(seed);
        var llm = model.config().llm();
        var clips = new ArrayList<Example>();
        for (int i = 0; i < count; i++) {
            int frames = 30 + i;
            var mel = new float[frames * model.config().flow().melSize()];
            for (int j = 0; j < mel.length; j++) {
                mel[j] = (float) random.nextDouble(-8, 0);
            }
            var speaker = new float[llm.speakerSize()];
            for (int j = 0; j < speaker.length; j++) {
                speaker[j] = (float) Math.sin(j + 0.1 * random.nextGaussian());
            }
            clips.add(new Example(
                    "clip" + i,
                    random.ints(6, 0, llm.textTokenSize()).toArray(),
                    random.ints(18, 0, llm.speechTokenSize()).toArray(),
                    mel,
                    frames,
                    speaker));
        }
        return clips;
    }
}
