package dev.yinsong.trainer.run;

import static dev.yinsong.trainer.run.TestedVoice.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.audio.AudioEncoder;
import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.trainer.Bus;
import dev.yinsong.trainer.checkpoint.LooseBlobs;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the blobs that runs store: those that nobody needs go, all others stay. */
@QuarkusTest
@TestProfile(FakeProfile.class)
class LooseBlobsTest {

    private static final int CLIPS = 10;
    private static final int ALL = 100_000;

    @Inject
    FakeTrainer trainer;

    @Inject
    LooseBlobs looseBlobs;

    @Inject
    AgroalDataSource database;

    private final StubbornBlobs blobs = new StubbornBlobs(Blobs.open(FakeProfile.BLOBS));
    private final TestedVoice voice = TestedVoice.fresh();

    @BeforeEach
    void startAfresh() {
        trainer.reset();
        trainer.amplitude =
                ThreadLocalRandom.current().nextFloat(0.1f, 0.9f); // so that no other test has the recordings
        QuarkusMock.installMockForType(blobs, Blobs.class);
    }

    @AfterEach
    void letWhatIsUnderWayEnd() {
        blobs.giveIn();
        trainer.allowed.release(ALL);
        trainer.sentences.release(ALL);
        eventually()
                .until(() -> number(
                                "select count(*) from run where voice = ? and state in ('queued', 'running')",
                                voice.name())
                        == 0);
    }

    @Test
    void deletesAStateAtTheEndOfItsRunThatCouldNotBeDeletedBefore() throws Exception {
        Bus.sendClips(blobs, voice.name(), CLIPS);
        var run = voice.awaitNewest("running");
        var first = stateOf(run, 1);
        blobs.refused.add(first);
        var second = stateOf(run, 2);
        assertThat(List.of(first, second)).allMatch(LooseBlobsTest::isStored);

        blobs.refused.clear();
        trainer.failure = "a whim";
        trainer.allowed.release(1);

        voice.awaitNewest("failed");
        eventually().until(() -> Stream.of(first, second).noneMatch(LooseBlobsTest::isStored));
    }

    /** Lets a run take a step; the hash of the state that it saves then. */
    private String stateOf(String run, int step) throws SQLException {
        trainer.allowed.release(1);
        eventually()
                .until(() -> Integer.valueOf(step).equals(TestedVoice.run(run).get("savedStep")));
        return text("select state_sha256 from run where voice = ?", voice.name());
    }

    @Test
    void deletesAStateThatWasStoredWhenTheRunWasNoLongerThisPods() {
        var orphan = new AtomicReference<String>();
        Bus.sendClips(blobs, voice.name(), CLIPS);
        voice.awaitNewest("running");
        blobs.afterwards = state -> {
            orphan.set(state.sha256());
            trainer.failure = "a whim"; // of whoever takes the run next
            execute(
                    "update run set owner = 'another', lease_until = now() - interval '1 second' where voice = ?",
                    voice.name());
        };

        trainer.allowed.release(2);

        voice.awaitNewest("failed");
        eventually().until(() -> !isStored(orphan.get()));
    }

    @Test
    void keepsARecordingThatARunFindsInTheStoreWhileItIsDeleted() throws Exception {
        var recording = blobs.put(ofTheBase());
        blobs.hold(recording);
        loosen(recording, voice.name()); // as a run does that fails in the gate
        eventually().until(blobs::holding);

        trainer.allowed.release(ALL);
        Bus.sendClips(blobs, voice.name(), CLIPS);
        eventually().until(() -> somebodyWaitsForALock() || isPublished());
        blobs.giveIn();

        voice.awaitNewest("published");
        eventually().until(() -> number("select count(*) from loose_blob where sha256 = ?", recording.sha256()) == 0);
        voice.get("/versions/1/audio/1/base").statusCode(200);
    }

    private boolean somebodyWaitsForALock() throws SQLException {
        return number("select count(*) from pg_locks where locktype = ? and not granted", "advisory") > 0;
    }

    private boolean isPublished() {
        return "published".equals(voice.read("/runs").getString("runs[0].state"));
    }

    @Test
    void keepsARecordingOfARunThatAnotherVoiceLetsGoOf() throws Exception {
        var recording = blobs.locate(ofTheBase());
        trainer.tongueTied = true;
        trainer.allowed.release(ALL);
        Bus.sendClips(blobs, voice.name(), CLIPS);
        eventually().until(() -> isStored(recording.sha256()));

        loosen(recording, "another voice");
        var later = blobs.put(("of no use to " + voice).getBytes(StandardCharsets.UTF_8));
        loosen(later, "another voice");
        eventually().until(() -> !isStored(later.sha256()));
        assertThat(isStored(recording.sha256())).isTrue();
        trainer.sentences.release(ALL);

        voice.awaitNewest("published");
        voice.get("/versions/1/audio/1/base").statusCode(200);
    }

    private byte[] ofTheBase() {
        return AudioEncoder.encode(trainer.soundOfTheBase(), AudioFormat.WAV);
    }

    @Test
    void deletesOtherBlobsThoughOneCanNotBeDeleted() throws Exception {
        var unneeded = Stream.of(1, 2)
                .map(number -> blobs.put((number + " of no use to " + voice).getBytes(StandardCharsets.UTF_8)))
                .sorted(Comparator.comparing(BlobRef::sha256))
                .toList();
        var stuck = unneeded.getFirst();
        blobs.refused.add(stuck.sha256());

        for (var blob : unneeded) {
            loosen(blob, voice.name());
        }

        eventually().until(() -> !isStored(unneeded.getLast().sha256()));
        assertThat(isStored(stuck.sha256())).isTrue();
        blobs.refused.clear();
        execute("update loose_blob set due_at = now() where sha256 = ?", stuck.sha256());
        eventually().until(() -> !isStored(stuck.sha256()));
    }

    @Test
    void leavesAnImportItsTimeToBecomeAVersion() throws Exception {
        var archive = blobs.put(("the archive of " + voice).getBytes(StandardCharsets.UTF_8));
        looseBlobs.expect(voice.name(), archive);
        var later = blobs.put(("of no use to " + voice).getBytes(StandardCharsets.UTF_8));
        loosen(later, voice.name());
        eventually().until(() -> !isStored(later.sha256()));
        assertThat(isStored(archive.sha256())).isTrue();

        execute("update loose_blob set due_at = now() where sha256 = ?", archive.sha256()); // it came to nothing

        eventually().until(() -> !isStored(archive.sha256()));
    }

    private void loosen(BlobRef blob, String of) throws SQLException {
        execute(
                "insert into loose_blob (sha256, uri, bytes, voice) values (?, ?, %d, ?)".formatted(blob.bytes()),
                blob.sha256(),
                blob.uri().toString(),
                of);
    }

    private static boolean isStored(String sha256) {
        return Files.exists(Path.of(FakeProfile.BLOBS, sha256.substring(0, 2), sha256));
    }

    private long number(String query, String of) throws SQLException {
        return Long.parseLong(text(query, of));
    }

    private String text(String query, String of) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(query)) {
            statement.setString(1, of);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private void execute(String change, String... values) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(change)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
