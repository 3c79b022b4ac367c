package dev.yinsong.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yinsong.cli.client.Http;
import dev.yinsong.cli.client.IngestClient;
import dev.yinsong.cli.client.Refused;
import dev.yinsong.cli.clip.ClipFolder;
import dev.yinsong.common.event.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Uploads while the broker and then the database is away. By default each is away for some seconds;
 * {@code -Dyinsong.it.broker-away=PT2M -Dyinsong.it.database-away=PT1M} keeps them away so long.
 */
@ExtendWith(RunningStack.Provider.class)
class OutagesIT {

    private static final String VOICE = "patient";

    /** How long the last uploads of an outage may take to be answered. */
    private static final Duration ANSWERS = Duration.ofMinutes(2);

    @Test
    void trainsOnExactlyTheAcceptedClipsEachOnceAlthoughBrokerAndDatabaseWereAway(RunningStack running)
            throws Exception {
        var ingest = new IngestClient(Http.impatient(), running.settings().address(Service.INGEST));
        var trainer = running.trainer();
        var stack = running.stack();
        var recordings = RunningStack.recordings();
        var accepted = new LinkedHashMap<Path, String>();
        var kafka = stack.infrastructure().kafka();
        var database = stack.infrastructure().postgres();
        ingest.create(VOICE, "en");
        upload(ingest, recordings.subList(0, 4), accepted);

        kafka.pause();
        try {
            keepUploading(ingest, recordings.subList(4, 8), accepted, "yinsong.it.broker-away");
            assertThat(readiness(running.settings(), Service.INGEST)).isEqualTo(200);
            assertThat(readiness(running.settings(), Service.TRAINER)).isEqualTo(200);
        } finally {
            kafka.resume();
        }
        assertThat(accepted).as("a broker that is away keeps no upload out").hasSize(8);

        database.pause();
        try {
            keepUploading(ingest, recordings.subList(8, RunningStack.CLIPS), accepted, "yinsong.it.database-away");
        } finally {
            database.resume();
        }
        assertThat(accepted).as("what a database that is away has not kept").hasSize(8);

        RunningStack.soon().until(() -> {
            upload(ingest, recordings, accepted);
            return accepted.size() == recordings.size();
        });
        RunningStack.soon()
                .until(() ->
                        trainer.runs(VOICE).stream().anyMatch(run -> run.state().equals("published")));
        var runs = trainer.runs(VOICE);
        assertThat(runs).hasSize(1);
        assertThat(clips(running.settings(), runs.getFirst().id()))
                .containsExactlyInAnyOrderElementsOf(accepted.values());
        assertThat(Announcements.of(stack.bootstrapServers(), Topics.CLIPS, VOICE))
                .hasSize(RunningStack.CLIPS);
    }

    /** Tries again and again for as long as a property says that something is to be away. */
    private static void keepUploading(
            IngestClient ingest, List<Path> recordings, Map<Path, String> accepted, String away) {
        var length = Duration.parse(System.getProperty(away, "PT5S"));
        await().during(length)
                .atMost(length.plus(ANSWERS))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    upload(ingest, recordings, accepted);
                    return true;
                });
    }

    /** Uploads each that was not accepted yet, once, and notes the clips' ids of those that are. */
    private static void upload(IngestClient ingest, List<Path> recordings, Map<Path, String> accepted)
            throws IOException {
        for (var recording : recordings) {
            if (!accepted.containsKey(recording)) {
                upload(ingest, recording).ifPresent(clip -> accepted.put(recording, clip));
            }
        }
    }

    /** The clip's id, or nothing when the service says that it can't take it now. */
    private static Optional<String> upload(IngestClient ingest, Path recording) throws IOException {
        try {
            return Optional.of(ingest.add(VOICE, recording, Files.readString(ClipFolder.transcript(recording)))
                    .id());
        } catch (Refused e) {
            assertThat(e.status()).as(e.getMessage()).isEqualTo(503);
            return Optional.empty();
        }
    }

    /** The status of a service when it is asked whether it takes requests. */
    private static int readiness(StackSettings settings, Service service) throws IOException, InterruptedException {
        return get(settings, service, "/q/health/ready").statusCode();
    }

    /** The clips that a run took. */
    private static List<String> clips(StackSettings settings, String run) throws IOException, InterruptedException {
        var answer = get(settings, Service.TRAINER, "/v1/runs/" + run + "/clips");
        var clips = new ObjectMapper().readTree(answer.body()).path("clips");
        return StreamSupport.stream(clips.spliterator(), false)
                .map(clip -> clip.path("clip").asText())
                .toList();
    }

    private static HttpResponse<String> get(StackSettings settings, Service service, String path)
            throws IOException, InterruptedException {
        var address = URI.create(settings.address(service) + path);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        }
    }
}
