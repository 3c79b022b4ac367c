package dev.yinsong.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yinsong.cli.client.Http;
import dev.yinsong.cli.client.IngestClient;
import dev.yinsong.cli.client.Run;
import dev.yinsong.cli.client.SynthClient;
import dev.yinsong.cli.client.SynthClient.SpeakingVoice;
import dev.yinsong.cli.client.TrainerClient;
import dev.yinsong.cli.clip.ClipFolder;
import dev.yinsong.cli.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real services, killed without warning while a run goes on. */
class KilledServicesIT {

    private static final int CLIPS = 12;
    private static final String VOICE = "survivor";

    @TempDir
    private Path data = Path.of("");

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Map<Service, Integer> ports = StackSettings.freePorts();
    private final Http http = new Http();

    @Test
    void finishesTheRunOnceAlthoughEachServiceIsKilledDuringIt() throws Exception {
        var settings = settings();
        var ingest = new IngestClient(http, settings.address(Service.INGEST));
        var trainer = new TrainerClient(http, settings.address(Service.TRAINER));
        var synth = new SynthClient(http, settings.address(Service.SYNTH));
        try (var stack = new Stack(settings, said::add)) {
            stack.start();
            upload(ingest);
            soon().until(() -> trainer.runs(VOICE).stream().anyMatch(run -> run.step() > 0));

            for (var service : Service.values()) {
                ProcessHandle.of(stack.pid(service)).orElseThrow().destroyForcibly();
            }

            soon().until(() -> trainer.runs(VOICE).getFirst().ended());
            assertThat(trainer.runs(VOICE)).singleElement().satisfies(KilledServicesIT::isPublished);
            soon().until(() -> synth.voices().contains(SpeakingVoice.trained(VOICE, 1)));
            assertThat(synth.speak(VOICE, "Still here.", "wav", OptionalLong.of(1))
                            .version())
                    .isEqualTo("1");
            soon().until(() -> ingest.voice(VOICE).isPresent());
            assertThat(ingest.voice(VOICE).orElseThrow().clips()).isEqualTo(CLIPS);
            assertThat(Announcements.of(stack.bootstrapServers(), "yinsong.clips"))
                    .hasSize(CLIPS);
            assertThat(Announcements.of(stack.bootstrapServers(), "yinsong.checkpoints"))
                    .hasSize(1);
            assertThat(said).filteredOn(line -> line.contains("(killed)")).hasSize(Service.values().length);
        }
    }

    private static void isPublished(Run run) {
        assertThat(run.state()).as(run.reason()).isEqualTo("published");
        assertThat(run.version()).hasValue(1);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions(); // a service that was killed does not answer at first
    }

    private static void upload(IngestClient ingest) throws IOException {
        ingest.create(VOICE, "en");
        for (var recording :
                ClipFolder.recordings(Project.root().resolve("samples")).subList(0, CLIPS)) {
            ingest.add(VOICE, recording, Files.readString(ClipFolder.transcript(recording)));
        }
    }

    /** Short training, judged by losses alone, and leases short enough to see them expire. */
    private StackSettings settings() {
        return new StackSettings(
                Project.root(),
                data,
                Path.of(System.getProperty("yinsong.it.model", Project.nano().toString())),
                ports,
                Map.of(
                        "yinsong.trainer.policy.quiet-period", "3s",
                        "yinsong.trainer.training.epochs", "6",
                        "yinsong.trainer.lease.length", "6s",
                        "yinsong.trainer.lease.save-every", "1s",
                        "yinsong.trainer.gate.sentences", "0"));
    }
}
