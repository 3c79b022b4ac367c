package dev.yinsong.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.tensorfile.DType;
import dev.yinsong.common.tensorfile.TensorPlan;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.checkpoint.RandomModel;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.training.Augmentation;
import dev.yinsong.trainer.Settings;
import dev.yinsong.trainer.dataset.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JointTrainerTest {

    @TempDir
    Path directory;

    @BeforeEach
    void writeModel() {
        TinyModel.write(directory);
    }

    @Test
    void takesSettingsFromTheModelThenTheConfigurationThenTheOrder() {
        var trainer = trainer(Map.of("yinsong.trainer.training.epochs", "40"));

        var plan = trainer.plan(Json.read("""
                {"seed": 5, "llmRank": 16, "flowThreshold": 0.5, "frameBudget": 100, "keepBest": 3,
                 "augmentation": {"gainDecibels": 3}}
                """, Overrides.class));

        assertThat(plan.mode()).isEqualTo("joint");
        assertThat(plan.seed()).isEqualTo(5);
        assertThat(plan.training().learningRate()).isEqualTo(0.003);
        assertThat(plan.training().maxEpochs()).isEqualTo(40);
        assertThat(plan.training().llm().rank()).isEqualTo(16);
        assertThat(plan.training().llm().alpha()).isEqualTo(32);
        assertThat(plan.stop().llm()).isEqualTo(0.01);
        assertThat(plan.stop().flow()).isEqualTo(0.5);
        assertThat(plan.training().frameBudget()).isEqualTo(100);
        assertThat(plan.keepBest()).isEqualTo(3);
        assertThat(plan.clipsAtOnce()).isEqualTo(8);
        assertThat(plan.augmenting()).isEqualTo(new Augmentation(0, 0, 3, 0, 0, 0.5));
        assertThat(Json.read(Json.write(plan), TrainingPlan.class)).isEqualTo(plan);
    }

    @Test
    void readsAPlanThatWasWrittenDownBeforeThereWereMoreChoices() {
        var plan = Json.read("""
                {"mode": "joint", "seed": 1, "training": {}, "stop": {"llm": 1.5, "flow": 0.3}}
                """, TrainingPlan.class);

        assertThat(plan.clipsAtOnce()).isEqualTo(1);
        assertThat(plan.keepBest()).isEqualTo(1);
        assertThat(plan.augmenting()).isEqualTo(Augmentation.NONE);
    }

    @Test
    void refusesAModelThatLacksAKey() {
        change(plans -> plans.stream()
                .filter(plan -> !plan.name().equals("speech_embedding.weight"))
                .toList());

        assertThatThrownBy(() -> trainer(Map.of()))
                .hasMessageContaining("llm.pt")
                .hasMessageContaining("speech_embedding.weight");
    }

    @Test
    void refusesAModelThatHasAKeyOfAnotherShape() {
        change(plans -> plans.stream()
                .map(plan -> plan.name().equals("speech_embedding.weight")
                        ? new TensorPlan(plan.name(), DType.F32, new long[] {3, 5}, () -> ByteBuffer.allocate(60))
                        : plan)
                .toList());

        assertThatThrownBy(() -> trainer(Map.of()))
                .hasMessageContaining("llm.pt")
                .hasMessageContaining("speech_embedding.weight");
    }

    @Test
    void refusesAModelWhoseFileIsCutShort() throws IOException {
        try (var file = FileChannel.open(directory.resolve("flow.pt"), StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }

        assertThatThrownBy(() -> trainer(Map.of())).hasMessageContaining("flow.pt");
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        assertThatThrownBy(() -> trainer(Map.of("yinsong.model", "target/nowhere")))
                .hasMessageContaining("nowhere");
    }

    @Test
    void saysThatTheFileOfAClipIsGone() {
        var trainer = trainer(Map.of());
        var clip = new Trainer.Sample(UUID.randomUUID(), directory.resolve("deleted.safetensors"));

        assertThatThrownBy(() -> trainer.read(trainer.plan(Overrides.NONE), new Split<>(List.of(clip), List.of())))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(NoSuchFileException.class);
    }

    private void change(Function<List<TensorPlan>, List<TensorPlan>> change) {
        var config = CosyVoiceConfig.read(directory.resolve("cosyvoice.yaml"));
        TorchFile.writePlanned(directory.resolve("llm.pt"), change.apply(RandomModel.plans(Network.LLM, config, 1)));
    }

    private JointTrainer trainer(Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.putIfAbsent("yinsong.model", directory.toString());
        var trainer = new JointTrainer(Settings.of(all));
        trainer.prepare();
        return trainer;
    }
}
