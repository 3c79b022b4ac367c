package dev.yinsong.trainer.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.yinsong.common.audio.AudioDecoder;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.feature.FeatureExtractor;
import dev.yinsong.common.model.ModelDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The sample clips, made ready for the embedded base model. */
final class NanoClips implements AutoCloseable {

    private static final Path ROOT = Path.of(System.getProperty("yinsong.root", ".."));

    private final Path directory;
    private final FeatureExtractor extractor;

    /** Writes features into a folder. Tests are skipped where the model is not there. */
    NanoClips(Path directory) {
        assumeTrue(Files.exists(model().resolve("llm.pt")), "models/nano is not there");
        this.directory = directory;
        this.extractor = new FeatureExtractor(ModelDirectory.open(model()));
    }

    static Path model() {
        return ROOT.resolve("models/nano");
    }

    /** A sample clip with its own text. */
    Trainer.Sample clip(int number) throws IOException {
        return clip(number, text(number));
    }

    /** A sample clip with a text that may be another's. */
    Trainer.Sample clip(int number, String text) throws IOException {
        var name = "%03d".formatted(number);
        var file = directory.resolve(name + ".safetensors");
        extractor.extract(sound(number), text).write(file);
        return new Trainer.Sample(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), file);
    }

    static String text(int number) throws IOException {
        return Files.readString(ROOT.resolve("samples/%03d.txt".formatted(number)))
                .strip();
    }

    private static Waveform sound(int number) throws IOException {
        return AudioDecoder.decode(ROOT.resolve("samples/%03d.wav".formatted(number)), 30)
                .sound();
    }

    @Override
    public void close() {
        extractor.close();
    }
}
