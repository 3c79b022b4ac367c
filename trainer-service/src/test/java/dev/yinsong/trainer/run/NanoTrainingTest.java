package dev.yinsong.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.cosyvoice.checkpoint.VoiceArchive;
import dev.yinsong.trainer.Losses;
import dev.yinsong.trainer.Settings;
import dev.yinsong.trainer.dataset.Split;
import dev.yinsong.trainer.gate.Gate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded base model, from sample clips to a voice that has been heard. */
class NanoTrainingTest {

    @TempDir
    Path directory;

    private final List<Waveform> heard = new ArrayList<>();

    @Test
    void trainsOnSampleClipsAndHearsWhatComesOfIt() throws IOException {
        var clips = Split.of(samples(6), Trainer.Sample::clip);
        var config = Settings.of(Map.of(
                "yinsong.model", NanoClips.model().toString(),
                "yinsong.trainer.gate.sentences", "1",
                "yinsong.trainer.gate.flow-steps", "2"));
        var trainer = new JointTrainer(config);
        trainer.prepare();
        var plan = trainer.plan(Json.read("{\"epochs\": 1, \"seed\": 3, \"accumulation\": 2}", Overrides.class));

        var trained = (Trainer.Trained) trainer.read(plan, clips).run(null, new Onlooker());
        var attempt = trained.attempts().getFirst();
        var result = attempt.result();
        try (var candidate = attempt.candidate();
                var rehearsal = candidate.rehearse("en", Optional.empty())) {
            var report = new Gate(config).judge(new Losses(9.0, 9.0), result.heldOutEnd(), "en", rehearsal, this::keep);
            candidate.write(
                    directory.resolve("voice.zip"),
                    new Trainer.Card("sample", 1, "en", UUID.randomUUID(), plan, List.of(), List.of(), result, report));

            assertThat(report.sentences()).singleElement().satisfies(sentence -> {
                assertThat(sentence.expectedSeconds()).isBetween(0.5, 10.0);
                assertThat(sentence.base().seconds()).isPositive();
                assertThat(sentence.tuned().seconds()).isPositive();
            });
            assertThat(report.figures().tunedSimilarity()).isBetween(-1.0, 1.0);
            assertThat(report.figures().tunedTokenErrors()).isBetween(0.0, 3.0);
            assertThat(report.figures().baseTextFit()).isPositive();
            assertThat(report.figures().tunedTextFit()).isFinite();
            assertThat(heard).hasSize(2);
        }
        assertThat(result.stopReason()).isEqualTo("llm: epochs, flow: epochs");
        var card = VoiceArchive.read(directory.resolve("voice.zip")).card();
        assertThat(card.baseHash()).isEqualTo(trainer.baseHash());
        assertThat(card.gate()).containsKey("checks");
        assertThat(card.end().llmNats()).isEqualTo(result.heldOutEnd().llmNats());
        trainer.close();
    }

    private BlobRef keep(Waveform sound) {
        heard.add(sound);
        var hash = Integer.toHexString(heard.size()).repeat(64).substring(0, 64);
        return new BlobRef(URI.create("blob:/" + hash), hash, sound.samples().length);
    }

    private List<Trainer.Sample> samples(int count) throws IOException {
        var samples = new ArrayList<Trainer.Sample>();
        try (var clips = new NanoClips(directory)) {
            for (int number = 1; number <= count; number++) {
                samples.add(clips.clip(number));
            }
        }
        return samples;
    }

    /** Looks on and wants nothing. */
    private static final class Onlooker implements Trainer.Watch {

        @Override
        public void began(int steps, Losses heldOut) {
            assertThat(steps).isEqualTo(2);
        }

        @Override
        public Trainer.Wish after(Trainer.Step step) {
            return Trainer.Wish.GO_ON;
        }

        @Override
        public void save(int step, Consumer<Path> state) {}

        @Override
        public void beginsAnew(String why) {}
    }
}
