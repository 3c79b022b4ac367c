package dev.yinsong.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.cli.client.Http;
import dev.yinsong.cli.client.Run;
import dev.yinsong.cli.client.SynthClient.SpeakingVoice;
import dev.yinsong.cli.client.TrainerClient;
import dev.yinsong.common.event.Topics;
import dev.yinsong.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two trainer processes on one bus and one database. */
@ExtendWith(RunningStack.Provider.class)
class SharedTrainersIT {

    private static final String VOICE = "shared";
    private static final Pattern STEPS = Pattern.compile("(?m)^yinsong_training_step_seconds_count(?:\\{.*})? (\\S+)$");

    @Test
    void finishesTheRunOfAKilledTrainerInTheOtherOne(RunningStack running) throws Exception {
        var stack = running.stack();
        int firstPort = running.settings().port(Service.TRAINER);
        int otherPort = Ports.free();
        try (var other = stack.another(Service.TRAINER, otherPort)) {
            other.awaitReady(Duration.ofMinutes(3));
            double stepsBefore = steps(firstPort); // of other voices' runs
            running.upload(VOICE);
            RunningStack.soon().until(() -> steps(firstPort) > stepsBefore || steps(otherPort) > 0);
            boolean firstTrains = steps(firstPort) > stepsBefore;

            (firstTrains ? stack.process(Service.TRAINER) : other).kill();

            var left = new TrainerClient(new Http(), "http://127.0.0.1:" + (firstTrains ? otherPort : firstPort));
            RunningStack.soon().until(() -> left.runs(VOICE).getFirst().ended());
            assertThat(left.runs(VOICE)).extracting(Run::state).containsExactly("published");
            assertThat(firstTrains ? steps(otherPort) : steps(firstPort) - stepsBefore)
                    .isPositive();
            assertThat(running.settings().work("runs"))
                    .as("each trainer's files, beside the other's")
                    .isDirectoryContaining("glob:**/process-*");
            RunningStack.soon().until(() -> running.synth().voices().contains(SpeakingVoice.trained(VOICE, 1)));
            assertThat(Announcements.of(stack.bootstrapServers(), Topics.CHECKPOINTS, VOICE))
                    .hasSize(1);
        }
    }

    /** How many steps a trainer has taken since it started. */
    private static double steps(int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var steps =
                    STEPS.matcher(client.send(request, BodyHandlers.ofString()).body());
            return steps.find() ? Double.parseDouble(steps.group(1)) : 0;
        }
    }
}
