package dev.yinsong.ingest.upload;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Deletes at start the recordings that processes which were killed left in the temporary folders: whatever nothing was
 * added to for a day. What another process works on is younger.
 */
@ApplicationScoped
class LeftUploads {

    private static final Logger LOG = Logger.getLogger(LeftUploads.class);
    private static final Duration ABANDONED = Duration.ofDays(1);

    /** As the reader of forms names the files that it writes. */
    private static final String FORM_FILES = "resteasy-reactive*upload";

    private final Path temporary;
    private final Path forms;

    LeftUploads(
            @ConfigProperty(name = "java.io.tmpdir") Path temporary,
            @ConfigProperty(name = "quarkus.http.body.uploads-directory", defaultValue = "${java.io.tmpdir}/uploads")
                    Path forms) {
        this.temporary = temporary;
        this.forms = forms;
    }

    void start(@Observes StartupEvent event) {
        var before = Instant.now().minus(ABANDONED);
        delete(temporary, Workspace.PREFIX + "*", before);
        delete(forms, FORM_FILES, before);
    }

    private static void delete(Path folder, String names, Instant before) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var left = Files.newDirectoryStream(folder, names)) {
            left.forEach(file -> deleteOlder(file, before));
        } catch (IOException | RuntimeException e) {
            LOG.warnf("what earlier uploads left in %s can't be looked for: %s", folder, e);
        }
    }

    /** One that is somebody else's must not keep the others. */
    private static void deleteOlder(Path file, Instant before) {
        try {
            if (lastChange(file).isBefore(before)) {
                new Workspace(file).close(); // which deletes a single file as well
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf("what an earlier upload left in %s can't be deleted: %s", file, e);
        }
    }

    /** When a file was last written to, or the last of the files in a folder. */
    private static Instant lastChange(Path file) throws IOException {
        var last = Files.getLastModifiedTime(file).toInstant();
        if (Files.isDirectory(file)) {
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(file)) {
                for (var one : inside) {
                    var other = lastChange(one);
                    last = other.isAfter(last) ? other : last;
                }
            }
        }
        return last;
    }
}
