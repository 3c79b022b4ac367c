package dev.yinsong.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.cli.project.KafkaAddress;
import dev.yinsong.embedded.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void leavesTheBrokersAddressToTheOneThatRunsOnTheData() throws Exception {
        var settings = new StackSettings(built(), folder.resolve("data"), folder, StackSettings.freePorts(), Map.of());
        try (var _ = Directories.lock(settings.data())) {
            KafkaAddress.of(settings.data()).write("127.0.0.1:9092");

            try (var second = new Stack(settings, _ -> {})) {
                assertThatThrownBy(second::start).isInstanceOf(Directories.InUse.class);
            }

            assertThat(KafkaAddress.of(settings.data()).read()).isEqualTo("127.0.0.1:9092");
        }
    }

    @Test
    void refusesOnePortForTwoServices() {
        var ports = Map.of(Service.INGEST, 9000, Service.TRAINER, 9000, Service.SYNTH, 9001);

        assertThatThrownBy(() -> new StackSettings(folder, folder, folder, ports, Map.of()))
                .isInstanceOf(ServiceFailed.class)
                .hasMessage(
                        "Each service needs a port of its own, not 9000 for ingest, 9000 for trainer, 9001 for synth.");
    }

    /** A project in which every service's program is there. */
    private Path built() throws IOException {
        for (var service : Service.values()) {
            var program = service.program(folder);
            Files.createDirectories(program.getParent());
            Files.createFile(program);
        }
        return folder;
    }
}
