package dev.yinsong.ingest.blob;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.embedded.EmbeddedInfrastructure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The sweep on real tables and a real folder. */
class BlobSweepTest {

    private static final String SCHEMA = "blob_sweep_test";

    private final DataSource database = database();
    private final Blobs blobs;
    private final BlobSweep sweep;

    BlobSweepTest(@TempDir Path folder) {
        this.blobs = Blobs.open(folder.toString());
        this.sweep = new BlobSweep(database, blobs);
    }

    @BeforeEach
    void makeTheTables() throws SQLException {
        execute("drop schema if exists " + SCHEMA + " cascade");
        Flyway.configure().dataSource(database).schemas(SCHEMA).load().migrate();
    }

    @Test
    void deletesWhatIsDueAndNeededByNobody() throws SQLException {
        var due = loose("due", 0);
        var expected = loose("expected", 3600);
        var needed = loose("needed", 0);
        clipOf(needed);

        assertThat(sweep.some()).isFalse();

        assertThat(there(due)).isFalse();
        assertThat(there(expected)).isTrue();
        assertThat(there(needed)).isTrue();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void deletesSomeAtATime() throws SQLException {
        for (int i = 0; i <= BlobSweep.SOME; i++) {
            loose("blob " + i, 0);
        }

        assertThat(sweep.some()).isTrue();
        assertThat(rows()).isEqualTo(1);
        assertThat(sweep.some()).isFalse();
        assertThat(rows()).isZero();
    }

    @Test
    void putsABlobThatCannotBeDeletedOffBehindTheOthers() throws SQLException, IOException {
        var stuck = loose("stuck", -2);
        var other = loose("other", -1);
        var place = Path.of(stuck.uri());
        Files.delete(place);
        var obstacle = Files.createFile(Files.createDirectory(place).resolve("obstacle"));

        assertThat(sweep.some()).isFalse();
        assertThat(there(other)).isTrue();
        assertThat(sweep.some()).isFalse();
        assertThat(there(other)).isFalse();

        Files.delete(obstacle);
        execute("update loose_blob set due_at = now()");
        assertThat(sweep.some()).isFalse();
        assertThat(there(stuck)).isFalse();
        assertThat(rows()).isZero();
    }

    @Test
    void waitsForNobodyWhenNothingIsDue() throws SQLException {
        loose("expected", 3600);
        try (var uploading = database.getConnection();
                var statement = uploading.createStatement()) {
            uploading.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock_shared(" + LooseBlobs.LOCK + ")");

            assertTimeoutPreemptively(
                    Duration.ofMinutes(1), () -> assertThat(sweep.some()).isFalse());
        }
    }

    @Test
    void knowsAClipByItsFingerprintThatAPodOfAnOlderVersionSaved() throws SQLException {
        execute("insert into voice (id, language, created_at) values ('somebody', 'en', now())");

        execute("""
                insert into clip (id, voice, text, fingerprint, seconds, audio, features, quality, created_at)
                values ('%s', 'somebody', 'Words.', 'a', 1, '{}', '{}', '{}', now())
                """.formatted(UUID.randomUUID()));

        assertThat(number("select count(*) from clip where first_fingerprint = 'a'"))
                .isEqualTo(1);
    }

    private BlobRef loose(String content, int seconds) throws SQLException {
        var blob = blobs.put(content.getBytes(StandardCharsets.UTF_8));
        execute("insert into loose_blob (sha256, blob, due_at) values ('%s', '%s', now() + interval '%d seconds')"
                .formatted(blob.sha256(), json(blob), seconds));
        return blob;
    }

    private void clipOf(BlobRef blob) throws SQLException {
        execute("insert into voice (id, language, created_at) values ('somebody', 'en', now())");
        execute("""
                insert into clip (id, voice, text, fingerprint, first_fingerprint, seconds, audio, features, quality, created_at)
                values ('%s', 'somebody', 'Words.', 'a', 'a', 1, '%s', '{}', '{}', now())
                """.formatted(UUID.randomUUID(), json(blob)));
    }

    private static String json(BlobRef blob) {
        return JsonMapper.builder().build().valueToTree(blob).toString();
    }

    private static boolean there(BlobRef blob) {
        return Files.exists(Path.of(blob.uri()));
    }

    private int rows() throws SQLException {
        return number("select count(*) from loose_blob");
    }

    private int number(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static DataSource database() {
        var servers = EmbeddedInfrastructure.shared("trainer");
        var database = new PGSimpleDataSource();
        database.setUrl(requireNonNull(servers.get("quarkus.datasource.jdbc.url")));
        database.setUser(servers.get("quarkus.datasource.username"));
        database.setPassword(servers.get("quarkus.datasource.password"));
        database.setCurrentSchema(SCHEMA);
        return database;
    }
}
