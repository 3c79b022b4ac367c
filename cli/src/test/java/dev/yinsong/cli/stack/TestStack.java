package dev.yinsong.cli.stack;

import static org.awaitility.Awaitility.await;

import dev.yinsong.cli.client.IngestClient;
import dev.yinsong.cli.clip.ClipFolder;
import dev.yinsong.cli.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.core.ConditionFactory;

/** Everything running for a test: short trainings, judged by losses alone. */
final class TestStack {

    private TestStack() {}

    /** Settings of a stack on free ports. */
    static StackSettings settings(Path data, Map<String, String> more) {
        var properties = new HashMap<>(Map.of(
                "yinsong.trainer.policy.quiet-period", "3s",
                "yinsong.trainer.training.epochs", "6",
                "yinsong.trainer.lease.save-every", "1s",
                "yinsong.trainer.gate.sentences", "0"));
        properties.putAll(more);
        var model =
                Path.of(System.getProperty("yinsong.it.model", Project.nano().toString()));
        return new StackSettings(Project.root(), data, model, StackSettings.freePorts(), properties);
    }

    /** Waits for what takes a while on a busy machine; a service that is away at first is asked again. */
    static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }

    /** Creates a voice of the first of the sample clips. */
    static void upload(IngestClient ingest, String voice, int clips) throws IOException {
        ingest.create(voice, "en");
        for (var recording :
                ClipFolder.recordings(Project.root().resolve("samples")).subList(0, clips)) {
            ingest.add(voice, recording, Files.readString(ClipFolder.transcript(recording)));
        }
    }
}
