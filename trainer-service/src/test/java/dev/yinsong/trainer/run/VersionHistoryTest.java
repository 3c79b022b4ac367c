package dev.yinsong.trainer.run;

import static dev.yinsong.trainer.run.TestedVoice.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.CheckpointPublished;
import dev.yinsong.common.event.Topics;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.trainer.Bus;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions and where they come from, over HTTP. */
@QuarkusTest
@TestProfile(FakeProfile.class)
class VersionHistoryTest {

    private static final int ALL = 100_000;

    @Inject
    FakeTrainer trainer;

    @Inject
    Blobs blobs;

    private final TestedVoice voice = TestedVoice.fresh();

    @BeforeEach
    void letTrainingsRun() {
        trainer.reset();
        trainer.allowed.release(ALL);
    }

    @Test
    void rollsBackByPromotingAnOlderVersionAndAnnouncesItAgain() {
        trainTwice();

        voice.post("/versions/1/promote", "").statusCode(200).body("state", equalTo("current"));

        assertThat(voice.read("/versions").getList("versions.state")).containsExactly("retired", "current");
        eventually().until(() -> announced().size() == 3);
        assertThat(announced()).extracting(CheckpointPublished::version).containsExactly(1, 2, 1);
        assertThat(announced()).extracting(VoiceEvent::id).doesNotHaveDuplicates();
        assertThat(announced().getLast().checkpoint())
                .isEqualTo(announced().getFirst().checkpoint());
    }

    @Test
    void changesNothingWhenTheCurrentVersionIsPromoted() {
        trainTwice();

        voice.post("/versions/2/promote", "{}").statusCode(200).body("version", equalTo(2));
        voice.post("/versions/1/promote", "{}").statusCode(200); // announced after what the first call might have been

        eventually().until(() -> announced().size() == 3);
        assertThat(announced()).extracting(CheckpointPublished::version).containsExactly(1, 2, 1);
    }

    @Test
    void keepsWhatTheGateRefusedAsACandidateThatOnlyAPersonCanPromote() {
        trainOnce();
        trainer.better = false;
        var rejected = voice.order("{}");
        assertThat(TestedVoice.awaitRun(rejected, "rejected").getInt("version")).isEqualTo(2);

        voice.post("/versions/2/promote", "{}")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:version-rejected"))
                .body("detail", containsString("despiteGate"));
        assertThat(voice.read("/versions").getList("versions.state")).containsExactly("candidate", "current");

        voice.post("/versions/2/promote", "{\"despiteGate\": true}").statusCode(200);

        assertThat(voice.read("/versions").getList("versions.state")).containsExactly("current", "retired");
        eventually().until(() -> announced().size() == 2);
    }

    @Test
    void publishesTheNextBestStateWhenTheBestIsRefused() {
        Bus.sendClips(blobs, voice.name(), 4);
        eventually().until(() -> voice.read("/datasets").getList("datasets").size() == 4);

        var run = voice.order("{\"keepBest\": 2}");

        assertThat(TestedVoice.awaitRun(run, "published").getDouble("heldOutLosses.end.llmNats"))
                .isEqualTo(2.0);
        given().get("/v1/runs/{run}/log", run)
                .then()
                .body(containsString("the next best state, for the last was rejected: LLM loss"));
    }

    @Test
    void readsOneVersionAndItsArchive() {
        trainOnce();

        var version = voice.read("/versions/1");

        assertThat(version.getString("voice")).isEqualTo(voice.name());
        assertThat(version.getString("state")).isEqualTo("current");
        assertThat(version.getString("publishedAt")).isNotNull();
        var archive = given().get("/v1/voices/{voice}/versions/1/archive", voice.name())
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .header("ETag", equalTo("\"" + version.getString("checkpoint.sha256") + "\""))
                .extract()
                .asByteArray();
        assertThat(archive).hasSize(version.getInt("checkpoint.bytes"));
        voice.get("/versions/7").statusCode(404).body("type", equalTo("urn:problem:version-not-found"));
        voice.post("/versions/7/promote", "{}").statusCode(404);
        voice.get("/versions/7/archive").statusCode(404);
    }

    @Test
    void letsPeopleHearWhatTheGateHeard() {
        trainTwice();

        for (var speaker : List.of("base", "tuned", "current")) {
            voice.get("/versions/2/audio/1/" + speaker).statusCode(200).contentType("audio/wav");
        }
        var wav = given().get("/v1/voices/{voice}/versions/2/audio/2/tuned", voice.name())
                .asByteArray();
        assertThat(new String(wav, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
        voice.get("/versions/1/audio/1/current")
                .statusCode(404)
                .body("type", equalTo("urn:problem:recording-not-found"))
                .body("detail", containsString("8 sentences"));
        voice.get("/versions/2/audio/9/tuned").statusCode(404);
        assertThat(voice.read("/versions/2").getDouble("gate.currentSimilarity"))
                .isEqualTo(0.71);
        assertThat(voice.read("/versions/2").getList("gate.checks.name"))
                .containsExactly(
                        "held-out-llm",
                        "held-out-flow",
                        "runs-on",
                        "stops-short",
                        "speech-tokens",
                        "words",
                        "speaker-similarity",
                        "current-voice");
    }

    @Test
    void leadsFromAVersionToItsClipsAndSettingsAndFromAClipToItsVersions() {
        trainTwice();

        var lineage = voice.read("/versions/1/lineage");

        assertThat(lineage.getString("run")).isEqualTo(voice.read("/versions/1").getString("run"));
        assertThat(lineage.getInt("dataset")).isEqualTo(10);
        assertThat(lineage.getString("settings.mode")).isEqualTo("joint");
        assertThat(lineage.getList("clips")).hasSize(10);
        assertThat(lineage.getList("clips.findAll { it.heldOut }")).hasSize(2);
        assertThat(lineage.getString("clips[0].text")).startsWith("Sentence number");
        var clip = lineage.getString("clips[0].clip");
        var known = given().get("/v1/clips/{clip}/versions", clip).then().statusCode(200);
        known.body("versions.version", equalTo(List.of(2, 1)))
                .body("versions.voice", equalTo(List.of(voice.name(), voice.name())))
                .body("versions[0].state", equalTo("current"));
        given().get("/v1/runs/{run}/clips", lineage.getString("run"))
                .then()
                .statusCode(200)
                .body("clips.clip", equalTo(lineage.getList("clips.clip")));
        voice.get("/versions/9/lineage").statusCode(404).body("type", equalTo("urn:problem:version-not-found"));
    }

    @Test
    void tellsARunAsLinesWithUnits() {
        var run = trainOnce();

        given().get("/v1/runs/{run}/log", run)
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .body(
                        containsString("started"),
                        containsString("step 20/20"),
                        containsString("loss: LLM 2.0000 nats a token, flow 0.6000"),
                        containsString("held out: LLM"),
                        containsString("published"));
    }

    private String trainOnce() {
        Bus.sendClips(blobs, voice.name(), 10);
        return voice.awaitNewest("published");
    }

    private void trainTwice() {
        trainOnce();
        TestedVoice.awaitRun(voice.order("{\"seed\": 2}"), "published");
    }

    private List<CheckpointPublished> announced() {
        return Bus.events(Topics.CHECKPOINTS, voice.name()).stream()
                .map(CheckpointPublished.class::cast)
                .toList();
    }
}
