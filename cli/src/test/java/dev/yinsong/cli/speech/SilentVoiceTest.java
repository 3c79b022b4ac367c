package dev.yinsong.cli.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.yinsong.cli.client.Refused;
import dev.yinsong.cli.client.StubServer;
import dev.yinsong.cli.terminal.Printed;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SilentVoiceTest {

    private static final String SILENT = "{\"status\":404,\"detail\":\"There is no voice here.\"}";
    private static final String VOICE = "{\"id\":\"anna\",\"language\":\"en\",\"clips\":12,\"seconds\":40.5}";

    @TempDir
    private Path folder = Path.of("");

    @AutoClose
    private final StubServer services = new StubServer();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'state':'queued'                                           | waits for the trainer",
                "'state':'running','step':0,'steps':0                       | looks through the clips",
                "'state':'running','step':120,'steps':336                   | at step 120 of 336",
                "'state':'running','step':336,'steps':336,'stopReason':'t'  | being judged",
                "'state':'published','version':1                            | about to load it",
                "'state':'failed','failure':'no space left'                 | failed: no space left",
                "'state':'rejected','stopReason':'it runs on'               | rejected: it runs on",
                "'state':'cancelled'                                        | was cancelled.",
            })
    void isToldWhereItsTrainingStands(String run, String said) {
        services.json(404, SILENT)
                .json(200, VOICE)
                .json(200, "{\"runs\":[{%s}]}".formatted(run.strip().replace('\'', '"')));

        assertThat(refusal("anna"))
                .hasMessageContaining("Voice anna can't speak yet. ")
                .hasMessageContaining(said)
                .hasMessageContaining("./yinsong runs anna --follow");
    }

    @Test
    void isToldWhatStartsItsFirstRun() {
        services.json(404, SILENT).json(200, VOICE).json(200, "{\"runs\":[]}");

        assertThat(refusal("anna")).hasMessageContaining("at least 10 clips");
    }

    @Test
    void thatNobodyKnowsIsToldWhereTheVoicesAre() {
        services.json(404, SILENT).json(404, SILENT);

        assertThat(refusal("ana")).hasMessage("There is no voice ana. See ./yinsong voices.");
    }

    @Test
    void isRefusedInSynthsOwnWordsWhereTheOthersDoNotAnswerOrAVersionIsMissing() {
        services.json(404, SILENT).json(500, "{}").json(404, SILENT);

        assertThat(refusal("anna")).hasMessage("There is no voice here.");
        assertThat(refusal("anna@7")).hasMessage("There is no voice here.");
        assertThat(services.requests()).hasSize(3);
    }

    private Refused refusal(String voice) {
        var command = new Say(new Printed(false).terminal());
        new CommandLine(command)
                .parseArgs(
                        voice,
                        "Hello.",
                        "-o",
                        folder.resolve("out.wav").toString(),
                        "--synth",
                        services.address(),
                        "--ingest",
                        services.address(),
                        "--trainer",
                        services.address());
        return catchThrowableOfType(Refused.class, command::call);
    }
}
