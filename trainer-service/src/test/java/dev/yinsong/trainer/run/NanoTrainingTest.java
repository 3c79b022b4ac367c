package dev.yinsong.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.yinsong.common.audio.AudioDecoder;
import dev.yinsong.common.feature.FeatureExtractor;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.cosyvoice.checkpoint.VoiceArchive;
import dev.yinsong.trainer.Losses;
import dev.yinsong.trainer.Settings;
import dev.yinsong.trainer.dataset.Split;
import dev.yinsong.trainer.gate.Gate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded base model, from sample clips to a voice that has been heard. */
class NanoTrainingTest {

    private static final Path ROOT = Path.of(System.getProperty("yinsong.root", ".."));

    @TempDir
    Path directory;

    @Test
    void trainsOnSampleClipsAndHearsWhatComesOfIt() throws IOException {
        var model = ROOT.resolve("models/nano");
        assumeTrue(Files.exists(model.resolve("llm.pt")), "models/nano is not there");
        var config = Settings.of(Map.of(
                "yinsong.model", model.toString(),
                "yinsong.trainer.gate.sentences", "1",
                "yinsong.trainer.gate.flow-steps", "2"));
        var trainer = new JointTrainer(config);
        trainer.prepare();
        var plan = trainer.plan(new Overrides(null, 1, 3L, null, null, null, null, null, null, 2));
        var clips = Split.of(samples(model, 6), Trainer.Sample::clip);

        var trained = (Trainer.Trained) trainer.train(plan, clips, null, new Onlooker());
        var result = trained.result();
        try (var candidate = trained.candidate();
                var rehearsal = candidate.rehearse("en")) {
            var report = new Gate(config).judge(new Losses(9.0, 9.0), result.heldOutEnd(), "en", rehearsal);
            candidate.write(
                    directory.resolve("voice.zip"),
                    new Trainer.Card("sample", 1, UUID.randomUUID(), plan, List.of(), List.of(), result, report));

            assertThat(report.sentences()).singleElement().satisfies(sentence -> {
                assertThat(sentence.expectedSeconds()).isBetween(0.5, 10.0);
                assertThat(sentence.base().seconds()).isPositive();
                assertThat(sentence.tuned().seconds()).isPositive();
            });
            assertThat(report.tunedSimilarity()).isBetween(-1.0, 1.0);
        }
        assertThat(result.stopReason()).isEqualTo("llm: epochs, flow: epochs");
        var card = VoiceArchive.read(directory.resolve("voice.zip")).card();
        assertThat(card.baseHash()).isEqualTo(trainer.baseHash());
        assertThat(card.gate()).containsKey("checks");
        assertThat(card.end().llmNats()).isEqualTo(result.heldOutEnd().llmNats());
        trainer.close();
    }

    private List<Trainer.Sample> samples(Path model, int count) throws IOException {
        var samples = new ArrayList<Trainer.Sample>();
        try (var extractor = new FeatureExtractor(ModelDirectory.open(model))) {
            for (int number = 1; number <= count; number++) {
                var name = "%03d".formatted(number);
                var sound = AudioDecoder.decode(ROOT.resolve("samples/" + name + ".wav"), 30);
                var text = Files.readString(ROOT.resolve("samples/" + name + ".txt"))
                        .strip();
                var file = directory.resolve(name + ".safetensors");
                extractor.extract(sound.sound(), text).write(file);
                samples.add(new Trainer.Sample(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), file));
            }
        }
        return samples;
    }

    /** Looks on and wants nothing. */
    private final class Onlooker implements Trainer.Watch {

        @Override
        public void began(int steps, Losses heldOut) {
            assertThat(steps).isEqualTo(2);
        }

        @Override
        public Trainer.Wish after(Trainer.Step step) {
            return Trainer.Wish.GO_ON;
        }

        @Override
        public Path folder() {
            return directory;
        }

        @Override
        public void saved(Path folder, int step) {}
    }
}
