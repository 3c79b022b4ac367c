package dev.yinsong.common.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** What processes that were killed left in a folder that others still write to. */
final class LeftFiles {

    /** Nobody writes a file for so long without adding to it. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private static final Logger LOG = Logger.getLogger(LeftFiles.class);

    private LeftFiles() {}

    /** Deletes the files of a folder that nobody has written to for a day. What can't be deleted stays. */
    static void delete(Path folder) {
        var before = Instant.now().minus(ABANDONED);
        try (var files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (var file : files) {
                deleteOlder(file, before);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf("old files in %s can't be looked for: %s", folder, e);
        }
    }

    private static void deleteOlder(Path file, Instant before) {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            // somebody else was faster
        } catch (IOException e) {
            LOG.warnf("old file %s can't be deleted: %s", file, e);
        }
    }
}
