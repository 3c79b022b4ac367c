package dev.yinsong.trainer.run;

import dev.yinsong.common.feature.ClipFeatures;
import dev.yinsong.cosyvoice.checkpoint.RandomModel;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/** A base model of a few thousand random weights, and clips for it that are easy to learn. */
public class TinyModel implements QuarkusTestResourceLifecycleManager {

    private static final String SETTINGS = """
            {"name": "tiny", "languages": ["en"], "licence": "Apache-2.0",
             "training": {"learningRate": 0.003, "warmupSteps": 2, "maxEpochs": 12, "accumulation": 2},
             "stop": {"llm": 0.01, "flow": 0.01}}
            """;

    /** Writes one. */
    static Path write(Path directory) {
        try {
            var yaml = Path.of(
                    System.getProperty("yinsong.root"), "cosyvoice/src/test/resources/dev/yinsong/cosyvoice/tiny.yaml");
            RandomModel.write(Files.readString(yaml), directory, 1);
            Files.writeString(directory.resolve("yinsong.json"), SETTINGS);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A clip's features: the same text, tokens and sound in each, and a little noise. */
    static byte[] features(int number) {
        var text = new int[] {3, 14, 15, 9, 26, 5};
        var speech = new int[20];
        for (int i = 0; i < speech.length; i++) {
            speech[i] = i % 7;
        }
        var noise = new SplittableRandom(number);
        int frames = 34;
        var mel = new float[frames * 80];
        for (int i = 0; i < mel.length; i++) {
            mel[i] = (float) (-4 + Math.sin(0.2 * i) + 0.01 * noise.nextGaussian());
        }
        var speaker = new float[10];
        for (int i = 0; i < speaker.length; i++) {
            speaker[i] = (float) (Math.cos(i) + 0.01 * noise.nextGaussian());
        }
        return new ClipFeatures(text, speech, mel, frames, speaker, Map.of()).toBytes();
    }

    @Override
    public Map<String, String> start() {
        var directory = write(Path.of("target", "tiny-model").toAbsolutePath());
        return Map.of("yinsong.model", directory.toString());
    }

    @Override
    public void stop() {}
}
