package dev.yinsong.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.cli.client.Http;
import dev.yinsong.cli.client.IngestClient;
import dev.yinsong.cli.client.Run;
import dev.yinsong.cli.client.SynthClient;
import dev.yinsong.cli.client.SynthClient.SpeakingVoice;
import dev.yinsong.cli.client.TrainerClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real services, killed without warning while a run goes on. */
class KilledServicesIT {

    private static final int CLIPS = 12;
    private static final String VOICE = "survivor";

    @TempDir
    private Path data = Path.of("");

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Http http = new Http();

    @Test
    void finishesTheRunOnceAlthoughEachServiceIsKilledDuringIt() throws Exception {
        var settings = TestStack.settings(data, Map.of("yinsong.trainer.lease.length", "6s"));
        var ingest = new IngestClient(http, settings.address(Service.INGEST));
        var trainer = new TrainerClient(http, settings.address(Service.TRAINER));
        var synth = new SynthClient(http, settings.address(Service.SYNTH));
        try (var stack = new Stack(settings, said::add)) {
            stack.start();
            TestStack.upload(ingest, VOICE, CLIPS);
            TestStack.soon().until(() -> trainer.runs(VOICE).stream().anyMatch(run -> run.step() > 0));

            for (var service : Service.values()) {
                ProcessHandle.of(stack.pid(service)).orElseThrow().destroyForcibly();
            }

            TestStack.soon().until(() -> trainer.runs(VOICE).getFirst().ended());
            assertThat(trainer.runs(VOICE)).singleElement().satisfies(KilledServicesIT::isPublished);
            TestStack.soon().until(() -> synth.voices().contains(SpeakingVoice.trained(VOICE, 1)));
            assertThat(synth.speak(VOICE, "Still here.", "wav", OptionalLong.of(1))
                            .version())
                    .isEqualTo("1");
            TestStack.soon().until(() -> ingest.voice(VOICE).isPresent());
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
}
