package dev.yinsong.trainer.run;

import dev.yinsong.trainer.TrainerConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Folders for files that somebody needs for a while. They lie in one of this process, which it keeps locked: those of a
 * process that was killed are nobody's, and the next that uses the same work folder deletes them.
 */
@ApplicationScoped
class WorkFolders {

    private static final Logger LOG = Logger.getLogger(WorkFolders.class);
    private static final String OF_A_PROCESS = "process-";
    private static final String LOCK = ".lock";

    private final Path work;
    private @Nullable Path own;
    private @Nullable FileChannel lock;

    WorkFolders(TrainerConfig config) {
        this.work = config.work();
    }

    /** A fresh, empty folder, for as long as this process wants it. */
    Path fresh() {
        try {
            return Files.createTempDirectory(own(), "run-");
        } catch (IOException e) {
            throw new UncheckedIOException("the work folder " + work + " can't be used", e);
        }
    }

    private synchronized Path own() throws IOException {
        var known = own;
        if (known != null) {
            return known;
        }
        Files.createDirectories(work);
        deleteAbandoned();
        var fresh = Files.createTempDirectory(work, "new-"); // nobody's name until it is locked
        lock = FileChannel.open(fresh.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        var named = work.resolve(fresh.getFileName().toString().replace("new-", OF_A_PROCESS));
        own = Files.move(fresh, named);
        return named;
    }

    private void deleteAbandoned() throws IOException {
        try (var folders = Files.newDirectoryStream(work, OF_A_PROCESS + "*")) {
            for (var folder : folders) {
                if (isAbandoned(folder)) {
                    LOG.infof("deleting %s, which a process left behind", folder);
                    delete(folder);
                }
            }
        }
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            return taken != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        } catch (NoSuchFileException half) {
            return true; // its deletion was interrupted
        }
    }

    @PreDestroy
    void close() throws IOException {
        if (own != null) {
            delete(own);
        }
        if (lock != null) {
            lock.close();
        }
    }

    /** Removes a folder with its files, or one file, if it is there. */
    static void delete(Path path) {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException gone) {
            // as it should be
        } catch (IOException e) {
            throw new UncheckedIOException(path + " can't be deleted", e);
        }
    }
}
