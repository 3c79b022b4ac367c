package dev.yinsong.trainer.run;

import static dev.yinsong.trainer.run.TestedVoice.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.ClipQuarantined;
import dev.yinsong.common.event.ClipReady;
import dev.yinsong.common.event.Topics;
import dev.yinsong.trainer.Bus;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clip whose text is not what is said, among others. */
@QuarkusTest
@TestProfile(FakeProfile.class)
class QuarantineTest {

    @Inject
    FakeTrainer trainer;

    @Inject
    Blobs blobs;

    private final TestedVoice voice = TestedVoice.fresh();

    @BeforeEach
    void letTrainingsRun() {
        trainer.reset();
        trainer.allowed.release(100_000);
    }

    @Test
    void leavesTheMismatchedClipOutOfTheRunByItselfAndTellsItsOwner() {
        var odd = Bus.clip(blobs, voice.name(), 5);
        trainer.contrasts.put(odd.clip(), 0.03);
        voice.put("/policy", "{\"minClips\": 24}").statusCode(200); // all of them, however slowly they come

        Bus.sendClips(blobs, voice.name(), 24);
        var id = voice.awaitNewest("published");

        assertThat(TestedVoice.run(id).getInt("clips")).isEqualTo(23);
        assertThat(TestedVoice.run(id).getInt("heldOutClips")).isEqualTo(3);
        assertThat(trainer.sizes).containsExactly("20+3");
        assertThat(given().get("/v1/runs/{id}/clips", id).jsonPath().getList("clips.clip"))
                .hasSize(23)
                .doesNotContain(odd.clip().toString());
        given().get("/v1/runs/{id}/log", id)
                .then()
                .body(
                        containsString("1 of 24 clips left out"),
                        containsString("clip " + odd.clip() + ": The text does"));
        eventually().until(() -> quarantined().size() == 1);
        assertThat(quarantined().getFirst().clip()).isEqualTo(odd.clip());
        assertThat(quarantined().getFirst().features()).isEqualTo(odd.features().sha256());
        assertThat(quarantined().getFirst().score()).isBetween(1.0, 1.1);
        assertThat(voice.read("/datasets").getInt("datasets[0].clips")).isEqualTo(23);
        assertThat(voice.read("/datasets").getList("datasets[0].runs")).containsExactly(id);
    }

    @Test
    void startsNoRunForAQuarantineButOneForItsEnd() {
        var odd = Bus.clip(blobs, voice.name(), 5);
        trainer.contrasts.put(odd.clip(), 0.03);
        voice.put("/policy", "{\"minClips\": 12}").statusCode(200);
        Bus.sendClips(blobs, voice.name(), 12);
        voice.awaitNewest("published");
        var witness = TestedVoice.fresh();
        Bus.sendClips(blobs, witness.name(), 10);
        witness.awaitNewest("published");
        assertThat(voice.read("/runs").getList("runs")).hasSize(1);

        Bus.send(accepted(odd));

        eventually().until(() -> voice.read("/runs").getList("runs.state").equals(List.of("published", "published")));
        assertThat(voice.read("/runs").getInt("runs[0].clips")).isEqualTo(12);
        assertThat(quarantined()).hasSize(1);
    }

    @Test
    void listensToEachClipOnce() {
        Bus.sendClips(blobs, voice.name(), 10);
        voice.awaitNewest("published");
        Bus.send(Bus.clip(blobs, voice.name(), 11));

        eventually().until(() -> voice.read("/runs").getList("runs.state").equals(List.of("published", "published")));

        assertThat(trainer.measured).hasSize(11).doesNotHaveDuplicates();
    }

    @Test
    void saysThatABaseWhichHearsNothingCannotJudge() {
        trainer.usualContrast = -0.02;
        trainer.contrasts.put(Bus.clip(blobs, voice.name(), 5).clip(), 0.5);

        Bus.sendClips(blobs, voice.name(), 10);
        var id = voice.awaitNewest("published");

        assertThat(TestedVoice.run(id).getInt("clips")).isEqualTo(10);
        given().get("/v1/runs/{id}/log", id).then().body(containsString("texts were not checked: the base tells"));
    }

    private List<ClipQuarantined> quarantined() {
        return Bus.events(Topics.TRAININGS, voice.name()).stream()
                .filter(ClipQuarantined.class::isInstance)
                .map(ClipQuarantined.class::cast)
                .toList();
    }

    private static ClipReady accepted(ClipReady clip) {
        return new ClipReady(
                UUID.randomUUID(),
                Instant.now(),
                clip.voice(),
                clip.clip(),
                clip.language(),
                clip.text(),
                clip.seconds(),
                clip.features(),
                clip.audio(),
                true);
    }
}
