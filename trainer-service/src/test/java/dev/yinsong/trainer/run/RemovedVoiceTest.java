package dev.yinsong.trainer.run;

import static dev.yinsong.trainer.run.TestedVoice.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.blob.BlobMissing;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.CheckpointPublished;
import dev.yinsong.common.event.ClipReady;
import dev.yinsong.common.event.ClipRemoved;
import dev.yinsong.common.event.Topics;
import dev.yinsong.common.event.VoiceRemoved;
import dev.yinsong.trainer.Bus;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the trainer does when a voice is deleted. */
@QuarkusTest
@TestProfile(FakeProfile.class)
class RemovedVoiceTest {

    private static final int CLIPS = 10;
    private static final int ALL = 100_000;

    @Inject
    FakeTrainer trainer;

    @Inject
    Blobs blobs;

    @Inject
    AgroalDataSource database;

    private final TestedVoice voice = TestedVoice.fresh();

    @BeforeEach
    void holdTrainings() {
        trainer.reset();
    }

    @Test
    void leavesATombstoneForItsCheckpointsAndForgetsItsVersions() {
        trainer.allowed.release(ALL);
        Bus.sendClips(blobs, voice.name(), CLIPS);
        voice.awaitNewest("published");
        eventually().until(() -> !Bus.events(Topics.CHECKPOINTS, voice.name()).isEmpty());
        var published = (CheckpointPublished)
                Bus.events(Topics.CHECKPOINTS, voice.name()).getFirst();

        remove();

        eventually()
                .untilAsserted(() -> assertThat(Bus.events(Topics.CHECKPOINTS, voice.name()))
                        .hasSize(2)
                        .last()
                        .isNull());
        assertThat(voice.read("/versions").getList("versions")).isEmpty();
        eventually()
                .untilAsserted(() -> assertThatThrownBy(() -> blobs.fetch(published.checkpoint()))
                        .isInstanceOf(BlobMissing.class));
    }

    @Test
    void endsARunThatIsUnderWay() {
        Bus.sendClips(blobs, voice.name(), CLIPS);
        var run = voice.awaitNewest("running");

        remove();
        eventually().until(() -> cancelRequested(run));

        eventually().until(() -> {
            trainer.allowed.release(1);
            return TestedVoice.run(run).getString("state").equals("cancelled");
        });
        assertThat(voice.read("/versions").getList("versions")).isEmpty();
    }

    @Test
    void publishesNothingOfARunThatWasAboutToWhenItsVoiceWasDeleted() throws Exception {
        trainer.outOfInk = true;
        trainer.allowed.release(ALL);
        Bus.sendClips(blobs, voice.name(), CLIPS);
        eventually().until(() -> trainer.archives.size() == 1);
        var run = voice.awaitNewest("running");

        remove();
        eventually().until(() -> cancelRequested(run));
        trainer.ink.release(1);

        TestedVoice.awaitRun(run, "cancelled");
        assertThat(voice.read("/versions").getList("versions")).isEmpty();
        assertThat(Bus.events(Topics.CHECKPOINTS, voice.name())).isEmpty();
    }

    private boolean cancelRequested(String run) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select cancel_requested from run where id = ?")) {
            statement.setObject(1, UUID.fromString(run));
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    @Test
    void goesOnCountingVersionsWhenTheNameIsGivenAgain() {
        trainer.allowed.release(ALL);
        Bus.sendClips(blobs, voice.name(), CLIPS);
        voice.awaitNewest("published");
        remove();
        eventually().until(() -> voice.read("/versions").getList("versions").isEmpty());

        for (int number = 1; number <= CLIPS; number++) {
            Bus.send(again(number));
        }

        eventually()
                .untilAsserted(() -> assertThat(voice.read("/versions").getList("versions.version"))
                        .containsExactly(2));
    }

    /** As ingest does: every clip goes, then the voice. */
    private void remove() {
        for (int number = 1; number <= CLIPS; number++) {
            var clip = Bus.clip(blobs, voice.name(), number).clip();
            Bus.send(new ClipRemoved(UUID.randomUUID(), Instant.now(), voice.name(), clip));
        }
        Bus.send(new VoiceRemoved(UUID.randomUUID(), Instant.now(), voice.name()));
    }

    private ClipReady again(int number) {
        var clip = Bus.clip(blobs, voice.name(), number);
        return new ClipReady(
                UUID.randomUUID(),
                clip.at(),
                clip.voice(),
                UUID.randomUUID(),
                clip.language(),
                clip.text(),
                clip.seconds(),
                clip.features(),
                clip.audio(),
                false);
    }
}
