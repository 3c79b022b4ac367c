package dev.yinsong.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.yinsong.cli.project.Project;
import dev.yinsong.cli.terminal.Printed;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorTest {

    @TempDir
    private Path folder = Path.of("");

    private final Printed printed = new Printed(false);

    @Test
    void passesWhatIsAsTheReferenceSays() {
        golden(tensor("interp.x", 1, 2, 3), tensor("interp.linear_to4", 1, 1.625f, 2.375f, 3));

        int status = doctor("--golden", folder.toString());

        assertThat(printed.lines()).last().isEqualTo("1 passed, 0 failed");
        assertThat(status).isEqualTo(0);
    }

    @Test
    void failsWhatDiffersFromTheReference() {
        golden(tensor("interp.x", 1, 2, 3), tensor("interp.linear_to4", 1, 1.626f, 2.375f, 3));

        int status = doctor("--golden", folder.toString());

        assertThat(printed.lines()).last().isEqualTo("0 passed, 1 failed");
        assertThat(status).isEqualTo(1);
    }

    @Test
    void failsARequiredTensorThatCannotBeComputed() {
        golden(tensor("interp.linear_to3", 1, 2, 3));

        int status = doctor("--golden", folder.toString());

        assertThat(printed.lines()).anyMatch(line -> line.matches("frontend interp.linear_to3 .* FAIL"));
        assertThat(printed.lines()).last().isEqualTo("0 passed, 1 failed");
        assertThat(status).isEqualTo(1);
    }

    @Test
    void namesTheFileThatAModelLacks() throws IOException {
        Files.writeString(folder.resolve("llm.pt"), "not a model");

        int status = doctor(folder.toString());

        assertThat(printed.text()).contains("FAIL", "has no file cosyvoice.yaml");
        assertThat(status).isEqualTo(1);
    }

    @Test
    void callsAModelUnsoundWhoseVocoderMakesOtherFramesThanTheFlowsUnlessItIsOnlyCompared() throws IOException {
        assumeTrue(Files.exists(Project.nano().resolve("llm.pt")), "models/nano is not there");
        var model = Files.createDirectory(folder.resolve("model"));
        for (var file : List.of("llm.pt", "flow.pt", "hift.pt")) {
            Files.copy(Project.nano().resolve(file), model.resolve(file));
        }
        var yaml = Files.readString(Project.nano().resolve("cosyvoice.yaml"));
        Files.writeString(model.resolve("cosyvoice.yaml"), yaml.replace("hop_size: 256", "hop_size: 320"));
        golden(tensor("interp.x", 1, 2, 3), tensor("interp.linear_to4", 1, 1.625f, 2.375f, 3));

        int compared = doctor(model.toString(), "--golden", folder.toString());
        int alone = doctor(model.toString());

        assertThat(compared).isEqualTo(0);
        assertThat(printed.text()).contains("feat_extractor.hop_size is 320, but the vocoder's samples a frame is 256");
        assertThat(alone).isEqualTo(1);
    }

    @Test
    void doesNotCallAnEmptyComparisonASuccess() {
        assertThat(doctor("--golden", folder.toString())).isEqualTo(1);
    }

    private int doctor(String... arguments) {
        return new CommandLine(new Doctor(printed.terminal())).execute(arguments);
    }

    private void golden(TensorEntry... tensors) {
        SafeTensors.write(folder.resolve("frontend.safetensors"), List.of(tensors), Map.of());
    }

    private static TensorEntry tensor(String name, float... values) {
        return TensorEntry.of(name, values, 1, 1, values.length);
    }
}
