package dev.yinsong.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.cli.client.Run;
import dev.yinsong.cli.client.SynthClient.SpeakingVoice;
import dev.yinsong.cli.client.TrainerClient;
import dev.yinsong.common.event.Topics;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real services, killed without warning while a run goes on. */
@ExtendWith(RunningStack.Provider.class)
class KilledServicesIT {

    private static final String VOICE = "survivor";

    @Test
    void finishesTheRunOnceAlthoughEachServiceIsKilledDuringIt(RunningStack running) throws Exception {
        var trainer = running.trainer();
        var stack = running.stack();
        running.upload(VOICE);
        RunningStack.soon()
                .until(() -> said(trainer, "saved") > 0
                        || trainer.runs(VOICE).getFirst().ended());
        assertThat(trainer.runs(VOICE)).extracting(Run::state).containsExactly("running");

        for (var service : Service.values()) {
            ProcessHandle.of(stack.pid(service)).orElseThrow().destroyForcibly();
        }

        RunningStack.soon().until(() -> trainer.runs(VOICE).getFirst().ended());
        assertThat(trainer.runs(VOICE)).singleElement().satisfies(KilledServicesIT::isPublished);
        assertThat(said(trainer, "resumed")).isEqualTo(1);
        assertThat(said(trainer, "measured")).as("beginnings").isEqualTo(1);
        var synth = running.synth();
        RunningStack.soon().until(() -> synth.voices().contains(SpeakingVoice.trained(VOICE, 1)));
        assertThat(synth.speak(VOICE, "Still here.", "wav", OptionalLong.of(1)).version())
                .isEqualTo("1");
        var ingest = running.ingest();
        RunningStack.soon().until(() -> ingest.voice(VOICE).isPresent());
        assertThat(ingest.voice(VOICE).orElseThrow().clips()).isEqualTo(RunningStack.CLIPS);
        assertThat(Announcements.of(stack.bootstrapServers(), Topics.CLIPS, VOICE))
                .hasSize(RunningStack.CLIPS);
        assertThat(Announcements.of(stack.bootstrapServers(), Topics.CHECKPOINTS, VOICE))
                .hasSize(1);
        assertThat(running.said()).filteredOn(line -> line.contains("(killed)")).hasSize(Service.values().length);
    }

    /** How often the run said something of a kind. */
    private static long said(TrainerClient trainer, String kind) {
        return trainer.log(trainer.runs(VOICE).getFirst().id())
                .lines()
                .filter(line -> line.contains(" " + kind + " "))
                .count();
    }

    private static void isPublished(Run run) {
        assertThat(run.state()).as(run.reason()).isEqualTo("published");
        assertThat(run.version()).hasValue(1);
    }
}
