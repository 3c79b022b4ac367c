package dev.yinsong.common.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Copies of blobs in a local folder, which several processes may share. A copy's time of change is when it was last asked
 * for: one that nobody asked for in a day goes, and those that were not asked for longest go when all together are too
 * large. None goes within an hour, for whoever asked may not have read it yet.
 */
final class FetchedBlobs {

    private static final Logger LOG = Logger.getLogger(FetchedBlobs.class);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration IN_USE = Duration.ofHours(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

    private final Path folder;
    private final long most;
    private final AtomicLong nextLook = new AtomicLong(); // milliseconds of the epoch

    /**
     * Opens a folder, and makes it if it is not there.
     *
     * @param most bytes that all copies may have together
     */
    FetchedBlobs(Path folder, long most) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.most = most;
    }

    /** The copy of a blob, if there is one that is whole. */
    Optional<Path> find(BlobRef blob) {
        var copy = folder.resolve(blob.sha256());
        try {
            if (!Digest.of(copy).isOf(blob)) {
                return Optional.empty();
            }
            Files.setLastModifiedTime(copy, FileTime.from(Instant.now()));
            return Optional.of(copy);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("fetched blob " + copy + " can't be read", e);
        }
    }

    /**
     * A new copy of a blob.
     *
     * @throws BlobCorrupt when other bytes come
     */
    Path add(BlobRef blob, Fetching fetching) throws IOException {
        var copy = folder.resolve(blob.sha256());
        var draft = folder.resolve(UUID.randomUUID() + ".part");
        try {
            fetching.to(draft);
            Digest.of(draft).mustBe(blob);
            Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
            return copy;
        } finally {
            deleteQuietly(draft);
        }
    }

    private static void deleteQuietly(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            draft.toFile().deleteOnExit();
        }
    }

    void forget(BlobRef blob) throws IOException {
        Files.deleteIfExists(folder.resolve(blob.sha256()));
    }

    /** Lets go of what is too old or too much, now and then: to be called at every opportunity. */
    void tidy() {
        var now = Instant.now();
        long next = nextLook.get();
        if (now.toEpochMilli() < next
                || !nextLook.compareAndSet(next, now.plus(BETWEEN_LOOKS).toEpochMilli())) {
            return;
        }
        try {
            tidy(now);
        } catch (IOException | RuntimeException e) {
            LOG.warnf("fetched blobs in %s can't be tidied: %s", folder, e);
        }
    }

    private void tidy(Instant now) throws IOException {
        var copies = copies();
        long bytes = copies.stream().mapToLong(Copy::bytes).sum();
        for (var copy : copies) {
            boolean old = copy.used().isBefore(now.minus(LONGEST));
            boolean tooMuch = bytes > most && copy.used().isBefore(now.minus(IN_USE));
            if ((old || tooMuch) && copy.deleteUnlessUsedSince()) {
                bytes -= copy.bytes();
            }
        }
    }

    /** All files here, those that were not used for longest first; unfinished ones are used while they are written. */
    private List<Copy> copies() throws IOException {
        var copies = new ArrayList<Copy>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                try {
                    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    if (attributes.isRegularFile()) {
                        copies.add(new Copy(file, attributes.lastModifiedTime().toInstant(), attributes.size()));
                    }
                } catch (NoSuchFileException e) {
                    // another process tidies, too
                }
            }
        }
        copies.sort(Comparator.comparing(Copy::used));
        return copies;
    }

    /** Writes a blob's bytes to a new file. */
    interface Fetching {
        void to(Path file) throws IOException;
    }

    private record Copy(Path file, Instant used, long bytes) {

        boolean deleteUnlessUsedSince() {
            try {
                return Files.getLastModifiedTime(file).toInstant().equals(used) && Files.deleteIfExists(file);
            } catch (NoSuchFileException e) {
                return true;
            } catch (IOException e) {
                LOG.warnf("fetched blob %s can't be deleted: %s", file, e);
                return false;
            }
        }
    }
}
