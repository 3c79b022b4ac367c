package dev.yinsong.trainer.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.cosyvoice.checkpoint.VoiceArchive;
import dev.yinsong.trainer.Bus;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(JointProfile.class)
class JointRunTest {

    private static final int CLIPS = 8;

    @Inject
    Blobs blobs;

    @Inject
    AgroalDataSource database;

    @Inject
    Trainer trainer;

    private final String voice = "voice-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void trainsBothNetworksAndPublishesWhatIsLessWrongThanTheBase() {
        sendClips();

        var run = ended(order());

        assertThat(run.getString("state")).isEqualTo("published");
        assertThat(run.getString("stopReason")).isEqualTo("llm: epochs, flow: epochs");
        assertThat(run.getInt("step")).isEqualTo(36);
        assertThat(run.getDouble("losses.end.llmNats")).isLessThan(run.getDouble("losses.start.llmNats"));
        assertThat(run.getDouble("heldOutLosses.end.llmNats")).isLessThan(run.getDouble("heldOutLosses.start.llmNats"));
        assertThat(run.getDouble("heldOutLosses.end.flow")).isLessThan(run.getDouble("heldOutLosses.start.flow"));
        var archive = archive();
        assertThat(archive.card().voice()).isEqualTo(voice);
        assertThat(archive.card().version()).isEqualTo(1);
        assertThat(archive.card().baseHash()).isEqualTo(trainer.baseHash());
        assertThat(archive.card().clips()).hasSize(CLIPS - 2);
        assertThat(archive.card().gate()).containsEntry("passed", true);
        assertThat(archive.adapter().layers()).isNotEmpty();
    }

    @Test
    void goesOnToTheVeryNumbersOfAnUndisturbedRun() {
        sendClips();
        ended(order());
        var undisturbed = archive();
        var disturbed = order();
        await().atMost(Duration.ofSeconds(120)).until(() -> run(disturbed).get("savedStep") != null);

        takeTheLeaseAway();

        assertThat(ended(disturbed).getInt("attempts")).isEqualTo(2);
        assertThat(archive().card().version()).isEqualTo(2);
        assertThat(archive().adapter()).usingRecursiveComparison().isEqualTo(undisturbed.adapter());
    }

    private void sendClips() {
        for (int number = 1; number <= CLIPS; number++) {
            Bus.send(Bus.clip(blobs, voice, number, TinyModel.features(number)));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> count("select count(*) from clip where voice = ?") == CLIPS);
    }

    private String order() {
        return given().contentType("application/json")
                .body("{\"seed\": 11}")
                .post("/v1/voices/{voice}/runs", voice)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static JsonPath ended(String id) {
        await().atMost(Duration.ofSeconds(180)).until(() -> run(id).getString("endedAt") != null);
        var run = run(id);
        assertThat(run.getString("failure")).isNull();
        return run;
    }

    private static JsonPath run(String id) {
        return given().get("/v1/runs/{id}", id).then().statusCode(200).extract().jsonPath();
    }

    /** The voice's current version. */
    private VoiceArchive archive() {
        var versions = given().get("/v1/voices/{voice}/versions", voice)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return VoiceArchive.read(blobs.fetch(new BlobRef(
                URI.create(versions.getString("versions[0].checkpoint.uri")),
                versions.getString("versions[0].checkpoint.sha256"),
                versions.getLong("versions[0].checkpoint.bytes"))));
    }

    private void takeTheLeaseAway() {
        assertThat(count("""
                with stolen as (
                    update run set owner = 'nobody', lease_until = now() - interval '1 second'
                    where voice = ? and state = 'running' returning 1)
                select count(*) from stolen
                """)).isEqualTo(1);
    }

    private long count(String query) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(query)) {
            statement.setString(1, voice);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
