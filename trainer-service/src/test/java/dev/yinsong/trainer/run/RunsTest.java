package dev.yinsong.trainer.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.CheckpointPublished;
import dev.yinsong.common.event.ClipReady;
import dev.yinsong.common.event.ClipRemoved;
import dev.yinsong.common.event.Topics;
import dev.yinsong.common.event.TrainingFailed;
import dev.yinsong.common.event.TrainingFinished;
import dev.yinsong.common.event.TrainingProgressed;
import dev.yinsong.common.event.TrainingStarted;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceEvents;
import dev.yinsong.trainer.Bus;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FakeProfile.class)
class RunsTest {

    private static final int ALL = 100_000;

    @Inject
    FakeTrainer trainer;

    @Inject
    Blobs blobs;

    @Inject
    AgroalDataSource database;

    private final String voice = "voice-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void startAfresh() {
        trainer.reset();
    }

    @AfterEach
    void letWhatIsUnderWayEnd() {
        trainer.allowed.release(ALL);
        trainer.sentences.release(ALL);
        trainer.ink.release(ALL);
        eventually().until(() -> open() == 0);
    }

    @Test
    void trainsAVoiceByItselfAndPublishesIt() throws Exception {
        trainer.allowed.release(ALL);

        Bus.sendClips(blobs, voice, 10);

        var run = awaitRun("published");
        assertThat(run.getString("origin")).isEqualTo("automatic");
        assertThat(run.getString("mode")).isEqualTo("joint");
        assertThat(run.getInt("version")).isEqualTo(1);
        assertThat(run.getInt("clips")).isEqualTo(10);
        assertThat(run.getInt("step")).isEqualTo(FakeTrainer.STEPS);
        assertThat(run.getString("stopReason")).isEqualTo("all steps were taken");
        assertThat(run.getDouble("losses.start.llmNats")).isEqualTo(3.9);
        assertThat(run.getDouble("losses.end.llmNats")).isEqualTo(2.0);
        assertThat(run.getDouble("heldOutLosses.end.flow")).isEqualTo(0.6);
        assertThat(run.getBoolean("gate.passed")).isTrue();
        assertThat(trainer.sizes).containsExactly("8+2");

        var id = UUID.fromString(run.getString("id"));
        eventually().until(() -> !Bus.events(Topics.CHECKPOINTS, voice).isEmpty());
        var published =
                (CheckpointPublished) Bus.events(Topics.CHECKPOINTS, voice).getFirst();
        assertThat(published.version()).isEqualTo(1);
        assertThat(published.run()).isEqualTo(id);
        assertThat(published.baseHash()).isEqualTo(FakeTrainer.BASE);
        assertThat(Files.readString(blobs.fetch(published.checkpoint())))
                .contains("\"version\":1", "\"stopReason\":\"all steps were taken\"");
        eventually().until(() -> events(TrainingFinished.class).size() == 1);
        assertThat(events(TrainingStarted.class))
                .extracting(TrainingStarted::clips)
                .containsExactly(10);
        assertThat(events(TrainingProgressed.class).getLast().step()).isEqualTo(FakeTrainer.STEPS);
        assertThat(events(TrainingFinished.class).getFirst().outcome()).isEqualTo("published");

        given().get("/v1/voices/{voice}/versions", voice)
                .then()
                .statusCode(200)
                .body("versions", hasSize(1))
                .body("versions[0].version", equalTo(1))
                .body("versions[0].state", equalTo("current"))
                .body("versions[0].gate.tunedSimilarity", equalTo(0.7f));
    }

    @Test
    void publishesAVoiceInTheTraceOfItsNewestClip() {
        trainer.allowed.release(ALL);
        Bus.sendClips(blobs, voice, 9);
        eventually().until(() -> clips() == 9);
        var trace = UUID.randomUUID().toString().replace("-", "");

        Bus.send(Bus.clip(blobs, voice, 10), "00-" + trace + "-b7ad6b7169203331-01");

        eventually().until(() -> !Bus.events(Topics.CHECKPOINTS, voice).isEmpty());
        assertThat(Bus.headers(Topics.CHECKPOINTS, voice, "traceparent"))
                .singleElement()
                .asString()
                .contains(trace);
        assertThat(Bus.headers(Topics.TRAININGS, voice, "ce_traceparent"))
                .last()
                .asString()
                .contains(trace);
    }

    @Test
    void leavesAVoiceAloneThatHasTooFewClips() throws Exception {
        trainer.allowed.release(ALL);

        Bus.sendClips(blobs, voice, 9);
        eventually().until(() -> clips() == 9);
        var other = voice + "-enough";
        Bus.sendClips(blobs, other, 10);

        eventually().until(() -> !runs(other).getList("runs").isEmpty());
        assertThat(runs(voice).getList("runs")).isEmpty();
    }

    @Test
    void takesEachClipOnceHoweverOftenItIsDelivered() throws Exception {
        var clip = Bus.clip(blobs, voice, 1);
        Bus.send(clip);
        Bus.send(clip);
        var same = new ClipReady(
                UUID.randomUUID(),
                Instant.now(),
                voice,
                clip.clip(),
                "en",
                clip.text(),
                3.5,
                clip.features(),
                clip.audio(),
                false);
        Bus.send(same);
        Bus.send(new ClipRemoved(UUID.randomUUID(), Instant.now(), voice, clip.clip()));
        Bus.send(clip);
        Bus.send(Bus.clip(blobs, voice, 2));

        eventually().until(() -> number("select count(*) from clip where voice = ?") == 2);

        assertThat(clips()).isEqualTo(1);
        assertThat(number("select revision from voice where name = ?")).isEqualTo(3); // added, removed, another added
    }

    @Test
    void putsWhatIsNoEventAsideAndGoesOn() throws Exception {
        Bus.sendRubbish(voice, "{\"nonsense\":true}");
        Bus.send(Bus.clip(blobs, voice, 1));

        eventually().until(() -> clips() == 1);
        eventually()
                .untilAsserted(() -> assertThat(Bus.events(Topics.deadLetter(Topics.CLIPS), voice))
                        .hasSize(1));
        assertThat(Bus.headers(Topics.deadLetter(Topics.CLIPS), voice, "dead-letter-reason"))
                .singleElement()
                .asString()
                .contains("malformed event");
        assertThat(Bus.headers(Topics.deadLetter(Topics.CLIPS), voice, "dead-letter-topic"))
                .containsExactly(Topics.CLIPS);
    }

    @Test
    void passesOverWhatItDoesNotKnowAndReadsOlderAndNewerEvents() {
        var clip = Bus.clip(blobs, voice, 1);
        var older = VoiceEvents.write(clip);
        var newer = new String(VoiceEvents.write(Bus.clip(blobs, voice, 2)), StandardCharsets.UTF_8);

        Bus.sendRaw("dev.yinsong.clip-praised.v1", voice, "{\"praise\": 1}");
        Bus.sendRaw(
                VoiceEvents.type(clip),
                voice,
                new String(older, StandardCharsets.UTF_8).replaceFirst(",\"accepted\":(true|false)", ""));
        Bus.sendRaw(VoiceEvents.type(clip), voice, newer.replaceFirst("\\{", "{\"addedLater\": [1], "));

        eventually().until(() -> clips() == 2);
        assertThat(Bus.events(Topics.deadLetter(Topics.CLIPS), voice)).isEmpty();
    }

    @Test
    void queuesOneMoreRunForNewerClipsAndNeverAPile() throws Exception {
        Bus.sendClips(blobs, voice, 10);
        var first = awaitRun("running").getString("id");
        for (int number = 11; number <= 13; number++) {
            Bus.send(Bus.clip(blobs, voice, number));
            eventually().until(() -> states().equals(List.of("queued", "running")));
        }

        trainer.allowed.release(ALL);

        eventually().until(() -> states().equals(List.of("published", "published")));
        assertThat(trainer.sizes).containsExactly("8+2", "11+2");
        assertThat(runs(voice).getString("runs[1].id")).isEqualTo(first);
        assertThat(runs(voice).getList("runs.version")).containsExactly(2, 1);
        given().get("/v1/voices/{voice}/versions", voice)
                .then()
                .body("versions.state", equalTo(List.of("current", "retired")));
        eventually().until(() -> Bus.events(Topics.CHECKPOINTS, voice).size() == 2);
        var events = Bus.events(Topics.CHECKPOINTS, voice).stream()
                .map(CheckpointPublished.class::cast)
                .toList();
        assertThat(events.getFirst().others()).isEmpty();
        assertThat(events.getLast().others()).containsExactly(events.getFirst().current());
    }

    @Test
    void keepsTheOldVersionWhenTheGateRefusesTheNew() throws Exception {
        trainer.allowed.release(ALL);
        Bus.sendClips(blobs, voice, 10);
        awaitRun("published");
        trainer.better = false;

        var id = order("{}").getString("id");

        eventually().until(() -> run(id).getString("state").equals("rejected"));
        assertThat(run(id).getString("stopReason")).startsWith("rejected: LLM loss on held-out clips");
        assertThat(run(id).getInt("version")).isEqualTo(2);
        assertThat(run(id).getBoolean("gate.passed")).isFalse();
        given().get("/v1/voices/{voice}/versions", voice)
                .then()
                .body("versions.state", equalTo(List.of("candidate", "current")));
        eventually().until(() -> events(TrainingFinished.class).size() == 2);
        assertThat(events(TrainingFinished.class).getLast().outcome()).isEqualTo("rejected");
        assertThat(Bus.events(Topics.CHECKPOINTS, voice)).hasSize(1);
    }

    @Test
    void goesOnFromTheSavedStateWhenAPodIsNotHeardOfAnyMore() throws Exception {
        Bus.sendClips(blobs, voice, 10);
        var id = awaitRun("running").getString("id");
        trainer.allowed.release(7);
        eventually().until(() -> Integer.valueOf(7).equals(run(id).get("savedStep")));

        execute("update run set owner = 'the fifth pod that died after it got further', attempts = 5,"
                + " lease_until = now() - interval '1 second' where voice = ?");
        trainer.allowed.release(1); // the one who lost the lease learns of it at its next step

        eventually().until(() -> trainer.beginnings.size() == 2);
        trainer.allowed.release(ALL);
        var run = awaitRun("published");
        assertThat(trainer.beginnings).containsExactly(1, 8);
        assertThat(run.getInt("attempts")).isEqualTo(6);
        assertThat(run.getInt("version")).isEqualTo(1);
        assertThat(run.getDouble("losses.start.llmNats")).isEqualTo(3.9);
        eventually().until(() -> events(TrainingFinished.class).size() == 1);
        assertThat(Bus.events(Topics.CHECKPOINTS, voice)).hasSize(1);
        assertThat(events(TrainingStarted.class)).hasSize(1);
    }

    @Test
    void givesARunUpThatKillsEveryPod() throws Exception {
        Bus.sendClips(blobs, voice, 10);
        var id = awaitRun("running").getString("id");

        execute(
                "update run set owner = 'x', fruitless_starts = 5, lease_until = now() - interval '1 second' where voice = ?");
        trainer.allowed.release(1);

        eventually().until(() -> run(id).getString("state").equals("failed"));
        assertThat(run(id).getString("failure")).startsWith("given up after 5 starts");
    }

    @Test
    void failsARunWithItsReasonAndDoesNotTryAgainByItself() throws Exception {
        trainer.failure = "the clips are made of cheese";
        trainer.allowed.release(ALL);
        Bus.sendClips(blobs, voice, 10);

        assertThat(awaitRun("failed").getString("failure")).isEqualTo("the clips are made of cheese");
        eventually().until(() -> events(TrainingFailed.class).size() == 1);
        trainer.failure = null;
        var other = voice + "-later";
        Bus.sendClips(blobs, other, 10);
        eventually().until(() -> "published".equals(runs(other).getString("runs[0].state")));
        assertThat(states()).containsExactly("failed");
    }

    @Test
    void failsARunThatRunsOutOfMemoryWithAdviceAndGoesOnServing() throws Exception {
        trainer.outOfMemory = true;
        trainer.allowed.release(ALL);
        Bus.sendClips(blobs, voice, 10);

        assertThat(awaitRun("failed").getString("failure"))
                .startsWith("out of memory. Use a smaller frame budget (frameBudget, now 250 mel frames)")
                .contains("bf16");
        trainer.outOfMemory = false;
        var next = order("{\"frameBudget\": 100}").getString("id");
        eventually().until(() -> run(next).getString("state").equals("published"));
    }

    @Test
    void refusesToBeginWhatThisMachineHasNoRoomFor() throws Exception {
        trainer.neededMemory = Long.MAX_VALUE;
        Bus.sendClips(blobs, voice, 10);

        assertThat(awaitRun("failed").getString("failure"))
                .startsWith("training needs about")
                .contains("MiB are free", "smaller frame budget");
        assertThat(trainer.beginnings).isEmpty();
    }

    @Test
    void cancelsARunningRunAndAWaitingOne() throws Exception {
        Bus.sendClips(blobs, voice, 10);
        var running = awaitRun("running").getString("id");
        var waiting = order("{}").getString("id");

        given().post("/v1/runs/{id}/cancel", waiting).then().statusCode(202).body("state", equalTo("cancelled"));
        given().post("/v1/runs/{id}/cancel", running).then().statusCode(202).body("state", equalTo("running"));

        eventually().until(() -> {
            trainer.allowed.release(1); // the pod may hear of the wish only after another step
            return run(running).getString("state").equals("cancelled");
        });
        given().post("/v1/runs/{id}/cancel", running)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:run-ended"));
        eventually().until(() -> events(TrainingFinished.class).size() == 2);
    }

    @Test
    void cancelsARunThatIsBeingJudged() throws Exception {
        trainer.tongueTied = true;
        Bus.sendClips(blobs, voice, 10);
        var id = awaitRun("running").getString("id");
        trainer.allowed.release(ALL);
        trainer.sentences.release(1);
        eventually().until(() -> run(id).getString("stopReason") != null);

        given().post("/v1/runs/{id}/cancel", id).then().statusCode(202).body("state", equalTo("running"));

        eventually().until(() -> {
            trainer.sentences.release(1); // the pod may hear of the wish only after another sentence
            return run(id).getString("state").equals("cancelled");
        });
        assertThat(events(CheckpointPublished.class)).isEmpty();
    }

    @Test
    void publishesNothingOfARunThatIsCancelledAtTheLastMoment() throws Exception {
        trainer.outOfInk = true;
        trainer.allowed.release(ALL);
        Bus.sendClips(blobs, voice, 10);
        eventually().until(() -> trainer.archives.size() == 1);
        var id = awaitRun("running").getString("id");

        given().post("/v1/runs/{id}/cancel", id).then().statusCode(202).body("state", equalTo("running"));
        trainer.ink.release(1);

        eventually().until(() -> run(id).getString("state").equals("cancelled"));
        given().get("/v1/voices/{voice}/versions", voice).then().body("versions", hasSize(0));
        eventually()
                .untilAsserted(
                        () -> assertThat(stored(trainer.archives.getFirst())).isFalse());
        assertThat(Bus.events(Topics.CHECKPOINTS, voice)).isEmpty();
    }

    @Test
    void queuesNoOtherRunForTheClipsOfOneThatWasCancelledWhileItWaited() throws Exception {
        Bus.sendClips(blobs, voice, 10);
        awaitRun("running");
        Bus.send(Bus.clip(blobs, voice, 11));
        var waiting = awaitRun("queued").getString("id");

        given().post("/v1/runs/{id}/cancel", waiting).then().statusCode(202).body("state", equalTo("cancelled"));
        trainer.allowed.release(ALL);

        awaitRunBeside(waiting, "published");
        var other = voice + "-later"; // when this is trained, the policy has looked at the voice more than once
        Bus.sendClips(blobs, other, 10);
        eventually().until(() -> "published".equals(runs(other).getString("runs[0].state")));
        assertThat(states()).containsExactly("cancelled", "published");
        Bus.send(Bus.clip(blobs, voice, 12));
        eventually().until(() -> states().equals(List.of("published", "cancelled", "published")));
        assertThat(trainer.sizes).containsExactly("8+2", "8+2", "10+2");
    }

    @Test
    void goesOnWithoutAClipThatIsDeletedBeforeItIsLearned() throws Exception {
        trainer.allowed.release(ALL);
        Bus.sendClips(blobs, voice, 9);
        eventually().until(() -> clips() == 9);
        blobs.delete(Bus.clip(blobs, voice, 3).features());
        var clip = UUID.nameUUIDFromBytes((voice + " 3").getBytes(StandardCharsets.UTF_8));

        Bus.send(Bus.clip(blobs, voice, 10));

        var run = awaitRun("published");
        assertThat(run.getInt("clips")).isEqualTo(9);
        assertThat(trainer.sizes).containsExactly("7+2");
        try (var told = new EventStream("/v1/runs/" + run.getString("id") + "/events", null)) {
            eventually().until(told::ended);
            assertThat(told.data("removed")).singleElement().asString().contains("clip " + clip + " was deleted");
        }
    }

    @Test
    void goesOnWithoutAClipThatIsDeletedWhileClipsAreRead() throws Exception {
        trainer.allowed.release(ALL);
        var deleted = Bus.clip(blobs, voice, 3);
        trainer.meanwhile = () -> blobs.delete(deleted.features());

        Bus.sendClips(blobs, voice, 10);

        var run = awaitRun("published");
        assertThat(run.getInt("clips")).isEqualTo(9);
        assertThat(trainer.sizes).containsExactly("7+2");
        given().get("/v1/runs/{id}/log", run.getString("id"))
                .then()
                .body(containsString("clip " + deleted.clip() + " was deleted"));
    }

    @Test
    void saysWhatIsMissingWhenTheStoreHasNoneOfTheClips() throws Exception {
        Bus.sendClips(blobs, voice, 4);
        eventually().until(() -> clips() == 4);
        var features = IntStream.rangeClosed(1, 4)
                .mapToObj(number -> Bus.clip(blobs, voice, number).features())
                .toList();
        features.forEach(blobs::delete);

        order("{}");

        var failed = awaitRun("failed");
        assertThat(failed.getString("failure"))
                .startsWith("The blob store has no features of 4 clips, such as ")
                .contains(FakeProfile.BLOBS)
                .endsWith("0 are left; a run needs at least 4.");
        assertThat(features).anyMatch(blob -> failed.getString("failure").contains(blob.sha256()));
        given().get("/v1/runs/{id}/log", failed.getString("id")).then().body(not(containsString("was deleted")));
    }

    @Test
    void waitsForAStoreThatCannotBeReadAndSaysWhyOnceInAMinute() throws Exception {
        trainer.allowed.release(ALL);
        Bus.sendClips(blobs, voice, 4);
        eventually().until(() -> clips() == 4);
        var features = place(Bus.clip(blobs, voice, 3).features().sha256());
        var kept = Files.copy(features, features.resolveSibling(voice));
        var loop = Files.createSymbolicLink(features.resolveSibling(voice + "-loop"), features.getFileName());
        Files.move(loop, features, StandardCopyOption.ATOMIC_MOVE);

        var id = order("{}").getString("id");

        try (var told = new EventStream("/v1/runs/" + id + "/events", null)) {
            eventually().until(() -> told.names().contains("waiting"));
            Files.move(kept, features, StandardCopyOption.ATOMIC_MOVE);
            eventually().until(told::ended);
            assertThat(told.names()).endsWith("published");
            assertThat(told.data("waiting"))
                    .singleElement()
                    .asString()
                    .contains("can't be read from", "Too many levels of symbolic links");
        }
    }

    @Test
    void keepsNoStateOfARunThatHasFailed() throws Exception {
        Bus.sendClips(blobs, voice, 10);
        var id = awaitRun("running").getString("id");
        trainer.allowed.release(3);
        eventually().until(() -> Integer.valueOf(3).equals(run(id).get("savedStep")));
        var state = text("select state_sha256 from run where voice = ?");
        assertThat(isStored(state)).isTrue();

        trainer.failure = "a whim";
        trainer.allowed.release(1);

        awaitRun("failed");
        eventually().until(() -> !isStored(state));
        eventually().until(() -> number("select count(*) from run where voice = ? and state_uri is not null") == 0);
    }

    @Test
    void startsARunWithOtherSettingsWhenAsked() throws Exception {
        trainer.allowed.release(ALL);
        Bus.sendClips(blobs, voice, 4);
        eventually().until(() -> clips() == 4);

        var id = order("{\"mode\":\"flow_only\",\"epochs\":3,\"seed\":99}").getString("id");

        eventually().until(() -> run(id).getString("state").equals("published"));
        assertThat(run(id).getString("origin")).isEqualTo("manual");
        assertThat(run(id).getString("mode")).isEqualTo("flow_only");
        assertThat(run(id).getLong("settings.seed")).isEqualTo(99);
        assertThat(run(id).getInt("settings.training.maxEpochs")).isEqualTo(3);
        assertThat(run(id).getInt("settings.training.llm.rank")).isEqualTo(8);
        assertThat(trainer.sizes).containsExactly("2+2");
    }

    @Test
    void refusesWhatCannotBeStartedWithAProblem() throws Exception {
        problem("unheard-of", "{}", 404, "voice-not-found");
        Bus.sendClips(blobs, voice, 3);
        eventually().until(() -> clips() == 3);
        problem(voice, "{}", 409, "too-few-clips");
        Bus.send(Bus.clip(blobs, voice, 4));
        eventually().until(() -> clips() == 4);
        problem(voice, "{\"mode\":\"both\"}", 422, "invalid-request");
        problem(voice, "{\"epochs\":0}", 422, "invalid-request");
        problem(voice, "{\"epochs\":\"many\"}", 400, "unreadable-body");
        var first = order("{}").getString("id");
        eventually().until(() -> run(first).getString("state").equals("running"));
        order("{}");
        problem(voice, "{}", 409, "run-queued");
        given().get("/v1/runs/{id}", UUID.randomUUID())
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:run-not-found"));
        given().get("/v1/runs/{id}/events", UUID.randomUUID()).then().statusCode(404);
        given().get("/v1/runs/nonsense").then().statusCode(404);
    }

    @Test
    void replaysWhatARunSaidAndFollowsItToItsEnd() throws Exception {
        Bus.sendClips(blobs, voice, 10);
        var id = awaitRun("running").getString("id");
        trainer.allowed.release(5);
        eventually().until(() -> Integer.valueOf(5).equals(run(id).get("savedStep")));
        try (var live = new EventStream("/v1/runs/" + id + "/events", null)) {
            eventually().until(() -> live.names().contains("saved"));
            assertThat(live.ended()).isFalse();

            trainer.allowed.release(ALL);

            eventually().until(live::ended);
            assertThat(live.names())
                    .startsWith("started", "screening")
                    .containsSubsequence("screening", "screened", "measured", "progressed")
                    .endsWith("listening", "published");
            assertThat(live.data("screening").getLast()).contains("10 of 10 clips");
            assertThat(live.data("listening").getFirst()).contains("1 of 8 sentences");
            assertThat(live.ids())
                    .isEqualTo(
                            LongStream.rangeClosed(1, live.ids().size()).boxed().toList());
            try (var replay = new EventStream("/v1/runs/" + id + "/events", "3")) {
                eventually().until(replay::ended);
                assertThat(replay.all())
                        .isEqualTo(live.all().subList(3, live.all().size()));
            }
            var progress = JsonPath.from(live.data("progressed").getFirst());
            assertThat(progress.getInt("step")).isEqualTo(1);
            assertThat(progress.getInt("steps")).isEqualTo(FakeTrainer.STEPS);
            assertThat(progress.getDouble("losses.llmNats")).isEqualTo(3.9);
            assertThat(progress.getDouble("learningRate")).isEqualTo(2e-4);
        }
    }

    @Test
    void saysThatItIsReadyAndWhatItMeasures() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body(
                        containsString("blobs"),
                        containsString("model"),
                        containsString("topics"),
                        containsString("schema"));
        given().get("/q/openapi").then().statusCode(200).body(containsString("/v1/runs/{id}/events"));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(
                        containsString("yinsong_training_step_seconds"),
                        containsString("yinsong_training_llm_loss_nats"));
    }

    @Test
    void doesNotDependOnABrokerThatWasReachedOnce() {
        given().get("/q/health/ready").then().body(not(containsString("Kafka")), not(containsString("\"clips\"")));
    }

    private JsonPath order(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/voices/{voice}/runs", voice)
                .then()
                .statusCode(201)
                .header("Location", containsString("/v1/runs/"))
                .extract()
                .jsonPath();
    }

    private static void problem(String of, String body, int status, String type) {
        given().contentType("application/json")
                .body(body)
                .post("/v1/voices/{voice}/runs", of)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:" + type));
    }

    private JsonPath awaitRun(String state) {
        eventually().until(() -> state.equals(runs(voice).getString("runs[0].state")));
        return run(runs(voice).getString("runs[0].id"));
    }

    private void awaitRunBeside(String other, String state) {
        eventually()
                .until(() -> runs(voice).getList("runs.id").stream()
                        .filter(id -> !id.equals(other))
                        .anyMatch(id -> run(id.toString()).getString("state").equals(state)));
    }

    private static JsonPath run(String id) {
        return given().get("/v1/runs/{id}", id).then().statusCode(200).extract().jsonPath();
    }

    private List<String> states() {
        return runs(voice).getList("runs.state");
    }

    private static JsonPath runs(String of) {
        return given().get("/v1/voices/{voice}/runs", of)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private <E extends VoiceEvent> List<E> events(Class<E> type) {
        return Bus.events(Topics.TRAININGS, voice).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private long clips() throws SQLException {
        return number("select count(*) from clip where voice = ? and removed_at is null");
    }

    private long open() throws SQLException {
        return number("select count(*) from run where voice like ? || '%' and state in ('queued', 'running')");
    }

    private long number(String query) throws SQLException {
        var text = text(query);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private String text(String query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(query)) {
            statement.setString(1, voice);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    private static boolean stored(String content) throws NoSuchAlgorithmException {
        var sha256 = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return isStored(HexFormat.of().formatHex(sha256));
    }

    private static boolean isStored(String sha256) {
        return Files.exists(place(sha256));
    }

    private static Path place(String sha256) {
        return Path.of(FakeProfile.BLOBS, sha256.substring(0, 2), sha256);
    }

    private void execute(String change) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(change)) {
            statement.setString(1, voice);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }
}
