package dev.yinsong.common.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Blobs in a folder. A blob is written beside its place, forced to disk, and renamed: a reader sees all of it or nothing.
 */
final class FileBlobs implements Blobs {

    private final Path root;
    private final Path unfinished;

    FileBlobs(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.unfinished = this.root.resolve("unfinished");
        try {
            Files.createDirectories(unfinished);
        } catch (IOException e) {
            throw new UncheckedIOException("blob folder " + this.root + " can't be made", e);
        }
        LeftFiles.delete(unfinished);
    }

    @Override
    public BlobRef locate(String sha256, long bytes) {
        return new BlobRef(root.resolve(BlobRef.path(sha256)).toUri(), sha256, bytes);
    }

    @Override
    public BlobRef put(byte[] content) {
        return put(Digest.of(content), to -> {
            try (var out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
        });
    }

    @Override
    public BlobRef put(Path file) {
        try {
            return put(Digest.of(file), to -> Files.copy(file, to));
        } catch (IOException e) {
            throw new UncheckedIOException("file " + file + " can't be stored", e);
        }
    }

    private BlobRef put(Digest digest, Writing writing) {
        var blob = locate(digest.sha256(), digest.bytes());
        var place = root.resolve(blob.path());
        try {
            if (!holds(place, blob)) {
                writeWhole(place, blob, writing);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("blob " + digest.sha256() + " can't be stored in " + root, e);
        }
        return blob;
    }

    private static boolean holds(Path place, BlobRef blob) throws IOException {
        try {
            return Files.size(place) == blob.bytes() && Digest.of(place).isOf(blob);
        } catch (NoSuchFileException absent) {
            return false;
        }
    }

    private void writeWhole(Path place, BlobRef blob, Writing writing) throws IOException {
        var draft = unfinished.resolve(UUID.randomUUID().toString());
        try {
            writing.to(draft);
            Digest.of(draft).mustBe(blob); // a file that changes while it is copied is not the blob
            force(draft);
            var folder = Files.createDirectories(root.resolve(BlobRef.folder(blob.sha256())));
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
            force(root);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Makes a file's bytes, or a folder's entries, outlive a power cut. */
    private static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public Path fetch(BlobRef blob) {
        var place = root.resolve(blob.path());
        try {
            Digest.of(place).mustBe(blob);
            return place;
        } catch (NoSuchFileException e) {
            throw new BlobMissing(blob);
        } catch (IOException e) {
            throw new UncheckedIOException("blob " + blob.sha256() + " can't be read from " + root, e);
        }
    }

    @Override
    public void delete(BlobRef blob) {
        try {
            Files.deleteIfExists(root.resolve(blob.path()));
        } catch (IOException e) {
            throw new UncheckedIOException("blob " + blob.sha256() + " can't be deleted from " + root, e);
        }
    }

    @Override
    public void check() {
        try {
            Files.delete(Files.createTempFile(unfinished, "check", ""));
        } catch (IOException e) {
            throw new UncheckedIOException("blob folder " + root + " can't be written", e);
        }
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return root.toUri().toString();
    }

    /** Writes a new file. */
    private interface Writing {
        void to(Path file) throws IOException;
    }
}
