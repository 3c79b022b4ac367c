package dev.yinsong.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.cli.client.Refused;
import dev.yinsong.cli.client.StubServer;
import dev.yinsong.cli.terminal.Printed;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunsTest {

    private static final String NONE = "{\"runs\":[]}";
    private static final String VOICE = "{\"id\":\"anna\",\"language\":\"en\",\"clips\":12,\"seconds\":40.5}";
    private static final String QUEUED = "{\"id\":\"r1\",\"state\":\"queued\",\"mode\":\"joint\"}";
    private static final String PUBLISHED =
            "{\"id\":\"r1\",\"state\":\"published\",\"mode\":\"joint\",\"version\":1,\"stopReason\":\"llm: threshold\"}";

    private final Printed printed = new Printed(false);

    @AutoClose
    private final StubServer services = new StubServer();

    @Test
    void waitsForTheFirstRunOfAVoiceAndFollowsIt() throws Exception {
        services.json(200, NONE)
                .json(200, VOICE)
                .json(200, NONE)
                .json(200, "{\"runs\":[" + QUEUED + "]}")
                .answer(
                        200,
                        "text/event-stream",
                        event(1, "started", "10:00:00", 0)
                                + event(2, "progressed", "10:01:05", 9)
                                + event(3, "published", "10:01:20", 9))
                .json(200, PUBLISHED);

        assertThat(status("anna", "--follow")).isZero();

        assertThat(printed.text())
                .contains("No run yet", "Waiting for it", "Run r1 (joint), queued", "published")
                .contains("step 9/9  after 1 min 05 s");
    }

    @Test
    void doesNotWaitForARunOfAVoiceThatIsNotThere() {
        services.json(200, NONE).json(404, "{\"status\":404,\"detail\":\"There is no voice ana.\"}");

        assertThatThrownBy(() -> status("ana", "--follow"))
                .isInstanceOf(Refused.class)
                .hasMessage("There is no voice ana. See ./yinsong voices.");
    }

    @Test
    void saysWhenARunStartsWhereThereIsNone() throws Exception {
        services.json(200, NONE).json(200, VOICE);

        assertThat(status("anna")).isZero();

        assertThat(printed.text()).contains("at least 10 clips");
    }

    @Test
    void saysWhenARunHasLearnedAndIsBeingJudged() throws Exception {
        services.json(
                200,
                "{\"runs\":[{\"id\":\"r1\",\"state\":\"running\",\"mode\":\"joint\",\"stopReason\":\"llm: epochs\"}]}");

        assertThat(status("anna")).isZero();

        assertThat(printed.text()).contains("judging").doesNotContain("running");
    }

    @Test
    void cancelsTheNewestRun() throws Exception {
        services.json(200, "{\"runs\":[" + QUEUED + "," + PUBLISHED + "]}")
                .json(202, "{\"id\":\"r1\",\"state\":\"cancelled\",\"mode\":\"joint\"}");

        assertThat(status("anna", "--cancel")).isZero();

        assertThat(services.requests()).last().isEqualTo("POST /v1/runs/r1/cancel");
        assertThat(printed.text()).contains("Run r1 is cancelled.");
    }

    private static String event(int number, String kind, String time, int step) {
        return "data: {\"number\":%d,\"kind\":\"%s\",\"at\":\"2026-11-27T%sZ\",\"step\":%d,\"steps\":9}\n\n"
                .formatted(number, kind, time, step);
    }

    private int status(String... arguments) throws Exception {
        var command = new Runs(printed.terminal());
        new CommandLine(command)
                .parseArgs(Stream.concat(
                                Stream.of("--trainer", services.address(), "--ingest", services.address()),
                                Stream.of(arguments))
                        .toArray(String[]::new));
        return command.call();
    }
}
