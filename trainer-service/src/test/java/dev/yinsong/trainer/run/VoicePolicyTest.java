package dev.yinsong.trainer.run;

import static dev.yinsong.trainer.run.TestedVoice.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.trainer.Bus;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a voice is trained by itself, as its own policy has it. */
@QuarkusTest
@TestProfile(FakeProfile.class)
class VoicePolicyTest {

    @Inject
    FakeTrainer trainer;

    @Inject
    Blobs blobs;

    private final TestedVoice voice = TestedVoice.fresh();
    private final TestedVoice witness = TestedVoice.fresh();

    @BeforeEach
    void letTrainingsRun() {
        trainer.reset();
        trainer.allowed.release(100_000);
    }

    @Test
    void isAsConfiguredUntilTheVoiceHasItsOwn() {
        voice.get("/policy")
                .statusCode(200)
                .body("manualOnly", equalTo(false))
                .body("minClips", equalTo(10))
                .body("changedClips", equalTo(1))
                .body("quietSeconds", equalTo(0.5f))
                .body("cooldownSeconds", equalTo(0f));

        voice.put("/policy", "{\"minClips\": 5, \"cooldownSeconds\": 60}")
                .statusCode(200)
                .body("minClips", equalTo(5))
                .body("cooldownSeconds", equalTo(60f))
                .body("quietSeconds", equalTo(0.5f))
                .body("overrides.minClips", equalTo(5))
                .body("overrides.quietSeconds", nullValue());
        voice.get("/policy").body("minClips", equalTo(5));
        voice.put("/policy", "{}").statusCode(200).body("minClips", equalTo(10));
    }

    @Test
    void refusesImpossibleSettings() {
        voice.put("/policy", "{\"minClips\": 1}").statusCode(422).contentType("application/problem+json");
        voice.put("/policy", "{\"cooldownSeconds\": -1}").statusCode(422);
    }

    @Test
    void startsWithFewerClipsWhereTheVoiceWantsThat() {
        voice.put("/policy", "{\"minClips\": 5}");

        Bus.sendClips(blobs, voice.name(), 5);

        voice.awaitNewest("published");
    }

    @Test
    void leavesAVoiceAloneThatIsTrainedByHandOnly() {
        voice.put("/policy", "{\"manualOnly\": true}");

        Bus.sendClips(blobs, voice.name(), 10);
        eventually().until(() -> voice.read("/datasets").getList("datasets").size() == 10);
        trainWitness();

        assertThat(voice.read("/runs").getList("runs")).isEmpty();
        TestedVoice.awaitRun(voice.order("{}"), "published");
    }

    @Test
    void waitsForEnoughClipsThatAreNew() {
        voice.put("/policy", "{\"changedClips\": 3}");
        Bus.sendClips(blobs, voice.name(), 10);
        voice.awaitNewest("published");

        Bus.send(Bus.clip(blobs, voice.name(), 11));
        Bus.send(Bus.clip(blobs, voice.name(), 12));
        eventually().until(() -> voice.read("/datasets").getInt("datasets[0].clips") == 12);
        trainWitness();
        assertThat(voice.read("/runs").getList("runs")).hasSize(1);

        Bus.send(Bus.clip(blobs, voice.name(), 13));

        eventually().until(() -> voice.read("/runs").getList("runs").size() == 2);
    }

    @Test
    void restsAfterARunAsLongAsTheVoiceWants() {
        voice.put("/policy", "{\"cooldownSeconds\": 3600}");
        Bus.sendClips(blobs, voice.name(), 10);
        voice.awaitNewest("published");
        Bus.send(Bus.clip(blobs, voice.name(), 11));
        eventually().until(() -> voice.read("/datasets").getInt("datasets[0].clips") == 11);
        trainWitness();
        assertThat(voice.read("/runs").getList("runs")).hasSize(1);

        voice.put("/policy", "{}");

        eventually().until(() -> voice.read("/runs").getList("runs").size() == 2);
    }

    /** Another voice that changed later and was trained: whoever was due before it was seen and left alone. */
    private void trainWitness() {
        Bus.sendClips(blobs, witness.name(), 10);
        witness.awaitNewest("published");
    }
}
