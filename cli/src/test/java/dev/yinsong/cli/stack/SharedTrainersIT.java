package dev.yinsong.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.cli.client.Http;
import dev.yinsong.cli.client.IngestClient;
import dev.yinsong.cli.client.Run;
import dev.yinsong.cli.client.SynthClient;
import dev.yinsong.cli.client.TrainerClient;
import dev.yinsong.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two trainer processes on one bus and one database. */
class SharedTrainersIT {

    private static final String VOICE = "shared";
    private static final Pattern STEPS = Pattern.compile("(?m)^yinsong_training_step_seconds_count(?:\\{.*})? (\\S+)$");

    @TempDir
    private Path data = Path.of("");

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Http http = new Http();

    @Test
    void finishesTheRunOfAKilledTrainerInTheOtherOne() throws Exception {
        var settings = TestStack.settings(data, Map.of("yinsong.trainer.lease.length", "6s"));
        var ingest = new IngestClient(http, settings.address(Service.INGEST));
        int otherPort = Ports.free();
        try (var stack = new Stack(settings, said::add)) {
            stack.start();
            try (var other = stack.another(Service.TRAINER, otherPort)) {
                other.awaitReady(Duration.ofMinutes(3));
                TestStack.upload(ingest, VOICE, 12);
                var first = stack.process(Service.TRAINER);
                var firstPort = settings.port(Service.TRAINER);
                TestStack.soon().until(() -> trains(firstPort) || trains(otherPort));
                boolean firstTrains = trains(firstPort);

                (firstTrains ? first : other).kill();

                var left = new TrainerClient(http, "http://127.0.0.1:" + (firstTrains ? otherPort : firstPort));
                TestStack.soon().until(() -> left.runs(VOICE).getFirst().ended());
                assertThat(left.runs(VOICE)).extracting(Run::state).containsExactly("published");
                assertThat(trains(firstTrains ? otherPort : firstPort)).isTrue();
                var synth = new SynthClient(http, settings.address(Service.SYNTH));
                TestStack.soon().until(() -> !synth.voices().isEmpty());
                assertThat(Announcements.of(stack.bootstrapServers(), "yinsong.checkpoints"))
                        .hasSize(1);
            }
        }
    }

    /** Whether a trainer has taken a step since it started. */
    private static boolean trains(int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var steps =
                    STEPS.matcher(client.send(request, BodyHandlers.ofString()).body());
            return steps.find() && Double.parseDouble(steps.group(1)) > 0;
        }
    }
}
