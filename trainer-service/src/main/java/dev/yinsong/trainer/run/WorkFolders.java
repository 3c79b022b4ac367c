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
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Folders for files that somebody needs for a while. They lie in one of this process, which it keeps locked: those of a
 * process that was killed are nobody's, and the next that uses the same work folder deletes them.
 *
 * <p>The work folder may be one that somebody tidies up, as {@code /tmp} is. A process whose folder or lock was taken goes
 * on in another folder.
 */
@ApplicationScoped
class WorkFolders {

    private static final Logger LOG = Logger.getLogger(WorkFolders.class);
    private static final String OF_A_PROCESS = "process-";
    private static final String LOCK = ".lock";

    /** Nobody works for so long without asking for a folder. */
    private static final Duration ABANDONED = Duration.ofDays(1);

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
            throw new UncheckedIOException("the work folder " + work + " can't be used: " + e, e);
        }
    }

    private synchronized Path own() throws IOException {
        var known = own;
        if (known != null && isKept(known)) {
            return known;
        }
        unlock();
        Files.createDirectories(work);
        deleteAbandoned();
        var fresh = Files.createTempDirectory(work, "new-"); // nobody's name until it is locked
        lock = FileChannel.open(fresh.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        var named = work.resolve(fresh.getFileName().toString().replace("new-", OF_A_PROCESS));
        own = Files.move(fresh, named);
        return named;
    }

    /** Whether a folder of this process is still there and locked; if so, it looks used to those who delete what is not. */
    private static boolean isKept(Path folder) throws IOException {
        try {
            Files.setLastModifiedTime(folder.resolve(LOCK), FileTime.from(Instant.now()));
            return true;
        } catch (NoSuchFileException taken) {
            return false;
        }
    }

    private void unlock() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }

    private void deleteAbandoned() throws IOException {
        try (var folders = Files.newDirectoryStream(work, OF_A_PROCESS + "*")) {
            for (var folder : folders) {
                deleteIfAbandoned(folder);
            }
        }
    }

    /** Deletes a folder that is nobody's. One that can't be deleted, or looked at, is no reason to do without a folder. */
    private static void deleteIfAbandoned(Path folder) {
        try {
            if (isAbandoned(folder)) {
                LOG.infof("deleting %s, which a process left behind", folder);
                delete(folder);
            }
        } catch (NoSuchFileException gone) {
            // somebody else was faster
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf("%s stays, whether or not a process left it behind: %s", folder, e);
        }
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            return taken != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        } catch (NoSuchFileException unlocked) { // its deletion was interrupted, or its lock was taken while it is used
            return Files.getLastModifiedTime(folder)
                    .toInstant()
                    .isBefore(Instant.now().minus(ABANDONED));
        }
    }

    @PreDestroy
    void close() throws IOException {
        if (own != null) {
            delete(own);
        }
        unlock();
    }

    /** Removes a folder with its files, or one file, as far as it is there: somebody else may be removing it, too. */
    static void delete(Path path) {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                try (var files = Files.list(path)) {
                    files.sorted(Comparator.reverseOrder()).forEach(WorkFolders::delete); // a lock, first by name, last
                }
            }
            Files.deleteIfExists(path);
        } catch (NoSuchFileException gone) {
            // as it should be
        } catch (IOException e) {
            throw new UncheckedIOException(path + " can't be deleted", e);
        }
    }
}
