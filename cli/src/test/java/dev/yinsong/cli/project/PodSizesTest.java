package dev.yinsong.cli.project;

import static dev.yinsong.cli.project.Manifests.compose;
import static dev.yinsong.cli.project.Manifests.container;
import static dev.yinsong.cli.project.Manifests.list;
import static dev.yinsong.cli.project.Manifests.map;
import static dev.yinsong.cli.project.Manifests.pod;
import static dev.yinsong.cli.project.Manifests.settings;
import static dev.yinsong.cli.project.Manifests.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.model.YinsongJson;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.training.Example;
import dev.yinsong.cosyvoice.training.MemoryNeed;
import dev.yinsong.cosyvoice.training.Mode;
import dev.yinsong.cosyvoice.training.TrainingSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory and the time that pods get, against what the services need with a base of CosyVoice-300M's size. */
class PodSizesTest {

    private static final Path SIZES =
            Project.root().resolve("cosyvoice/src/main/resources/dev/yinsong/cosyvoice/cosyvoice-300M.yaml");
    private static final long GIB = 1L << 30;

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "synth"})
    void leavesAServiceTheTimeToAnswerWhatIsUnderWayWhenItIsToStop(String service) {
        int answers = seconds(settings(service).getProperty("quarkus.shutdown.timeout"));
        var stop = map(map(map(container(service), "lifecycle"), "preStop"), "exec");
        int untilNobodyAsks = Integer.parseInt(list(stop, "command").getLast().toString());

        assertThat(Integer.parseInt(text(pod(service), "terminationGracePeriodSeconds")))
                .isGreaterThan(untilNobodyAsks + answers);
        assertThat(seconds(text(map(map(compose(), "services"), service), "stop_grace_period")))
                .isGreaterThan(answers);
    }

    @Test
    void givesATrainerTheMemoryThatTheLongestClipTakes() {
        var model = CosyVoiceConfig.read(SIZES);
        var training = TrainingSettings.recommendedBy(YinsongJson.forCosyVoice300M(), Mode.JOINT, 1)
                .withKeepBest(2);
        var longest = new Example("30 s", new int[200], new int[1500], new float[0], 2583, new float[0]);

        assertThat(memoryLimit("trainer") - MemoryNeed.bytes(model, training, List.of(longest)))
                .as("left for the base, its files and Java")
                .isGreaterThan(4L * GIB);
    }

    @Test
    void givesSynthTheMemoryThatTheBaseAndMergedVoicesTake() {
        var voices = list(container("synth"), "env").stream()
                .map(Manifests::map)
                .filter(each -> "YINSONG_SYNTH_VOICE_MEMORY".equals(each.get("name")))
                .mapToLong(each -> gibibytes(text(each, "value"), "G"))
                .sum();

        assertThat(voices).isPositive();
        assertThat(memoryLimit("synth") - voices).as("left for the base").isGreaterThan(5L * GIB);
    }

    private static int seconds(String duration) {
        assertThat(duration).matches("\\d+s");
        return Integer.parseInt(duration.substring(0, duration.length() - 1));
    }

    private static long memoryLimit(String service) {
        var limits = map(map(container(service), "resources"), "limits");
        return gibibytes(text(limits, "memory"), "Gi");
    }

    private static long gibibytes(String amount, String unit) {
        assertThat(amount).endsWith(unit);
        return GIB * Long.parseLong(amount.substring(0, amount.length() - unit.length()));
    }
}
