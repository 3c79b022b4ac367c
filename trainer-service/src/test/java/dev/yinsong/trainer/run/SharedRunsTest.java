package dev.yinsong.trainer.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.trainer.Bus;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two pods at one database: the service's own worker, which is kept busy, and the test. */
@QuarkusTest
@TestProfile(FakeProfile.class)
class SharedRunsTest {

    private static final int ALL = 100_000;

    @Inject
    FakeTrainer trainer;

    @Inject
    RunQueue queue;

    @Inject
    RunWork work;

    @Inject
    Blobs blobs;

    @Inject
    AgroalDataSource database;

    private final String other = "voice-" + UUID.randomUUID().toString().substring(0, 8);
    private final String voice = other + "-shared";

    @BeforeEach
    void keepTheServicesOwnWorkerBusy() {
        trainer.reset();
        Bus.sendClips(blobs, other, 4);
        Bus.sendClips(blobs, voice, 4);
        eventually().until(() -> clips() == 8);
        order(other);
        eventually().until(() -> trainer.beginnings.size() == 1);
    }

    @AfterEach
    void letWhatIsUnderWayEnd() {
        trainer.allowed.release(ALL);
        eventually().until(() -> "published".equals(newest(other).getString("state")));
        eventually().until(() -> newest(voice).getString("endedAt") != null);
    }

    @Test
    void givesARunToOnlyOneOfThoseWhoAskForIt() {
        order(voice);

        var asked = new ArrayList<CompletableFuture<Optional<Assignment>>>();
        for (int pod = 0; pod < 6; pod++) {
            asked.add(queue.take().subscribeAsCompletionStage());
        }
        var taken = asked.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .toList();

        assertThat(taken).singleElement().extracting(Assignment::voice).isEqualTo(voice);
        trainer.allowed.release(ALL);
        work.execute(taken.getFirst(), () -> false);
    }

    @Test
    void leavesARunWithItsStateForAnotherPodWhenItIsStopped() throws Exception {
        var id = order(voice);
        var taken = queue.take().await().indefinitely().orElseThrow();

        var leaving = CompletableFuture.runAsync(() -> work.execute(taken, () -> trainer.beginnings.size() > 1));
        eventually().until(() -> trainer.beginnings.size() == 2);
        eventually().until(() -> {
            trainer.allowed.release(1); // which of the two runs takes it is left to chance
            return leaving.isDone();
        });

        leaving.join();
        assertThat(run(id).getString("state")).isEqualTo("running");
        assertThat(run(id).getInt("savedStep")).isEqualTo(1);
        trainer.allowed.release(ALL);
        eventually().until(() -> "published".equals(run(id).getString("state")));
        assertThat(run(id).getInt("attempts")).isEqualTo(2);
        assertThat(trainer.beginnings).containsExactly(1, 1, 2);
    }

    @Test
    void leavesARunForAnotherPodThatIsStillLookingThroughItsClips() {
        var id = order(voice);
        var taken = queue.take().await().indefinitely().orElseThrow();

        work.execute(taken, () -> true);

        assertThat(run(id).getString("state")).isEqualTo("running");
        assertThat(trainer.beginnings).containsExactly(1);
        trainer.allowed.release(ALL);
        eventually().until(() -> "published".equals(run(id).getString("state")));
        assertThat(run(id).getInt("attempts")).isEqualTo(2);
        assertThat(trainer.beginnings).containsExactly(1, 1);
    }

    private String order(String of) {
        return given().contentType("application/json")
                .body("{}")
                .post("/v1/voices/{voice}/runs", of)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static JsonPath run(String id) {
        return given().get("/v1/runs/{id}", id).then().statusCode(200).extract().jsonPath();
    }

    private static JsonPath newest(String of) {
        var id = given().get("/v1/voices/{voice}/runs", of).jsonPath().getString("runs[0].id");
        return run(id);
    }

    private long clips() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select count(*) from clip where voice like ? || '%'")) {
            statement.setString(1, other);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }
}
