package dev.yinsong.cli.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.cli.client.Refused;
import dev.yinsong.cli.client.StubServer;
import dev.yinsong.cli.terminal.Printed;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VoiceVersionsTest {

    private static final String NONE = "{\"versions\":[]}";
    private static final String VOICE = "{\"id\":\"anna\",\"language\":\"en\",\"clips\":12,\"seconds\":40.5}";

    private final Printed printed = new Printed(false);

    @AutoClose
    private final StubServer services = new StubServer();

    @Test
    void saysHowToTrainAVoiceThatHasNone() {
        services.json(200, NONE).json(200, VOICE);

        assertThat(list("anna")).isZero();

        assertThat(printed.text()).contains("./yinsong voice train anna");
    }

    @Test
    void doesNotTellAnyoneToTrainAVoiceThatIsNotThere() {
        services.json(200, NONE).json(404, "{\"status\":404,\"detail\":\"There is no voice ana.\"}");

        assertThatThrownBy(() -> list("ana"))
                .isInstanceOf(Refused.class)
                .hasMessage("There is no voice ana. See ./yinsong voices.");
    }

    private int list(String voice) {
        var command = new VoiceVersions(printed.terminal());
        new CommandLine(command).parseArgs(voice, "--trainer", services.address(), "--ingest", services.address());
        return command.call();
    }
}
