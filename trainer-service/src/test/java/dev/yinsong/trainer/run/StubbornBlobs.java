package dev.yinsong.trainer.run;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A store that deletes what it wants, when it wants. */
final class StubbornBlobs implements Blobs {

    private final Blobs behind;

    /** Hashes of blobs that it does not delete. */
    final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** What happens when it has taken a file. */
    volatile Afterwards afterwards = _ -> {};

    private final Semaphore patience = new Semaphore(0);
    private volatile @Nullable String held;

    StubbornBlobs(Blobs behind) {
        this.behind = behind;
    }

    /** Takes its time to delete a blob. */
    void hold(BlobRef blob) {
        held = blob.sha256();
    }

    /** Whether somebody waits for it to delete that. */
    boolean holding() {
        return patience.hasQueuedThreads();
    }

    /** Does as others do, from here on. */
    void giveIn() {
        refused.clear();
        afterwards = _ -> {};
        held = null;
        patience.release();
    }

    @Override
    public BlobRef locate(String sha256, long bytes) {
        return behind.locate(sha256, bytes);
    }

    @Override
    public BlobRef put(byte[] content) {
        return behind.put(content);
    }

    @Override
    public BlobRef put(Path file) {
        var blob = behind.put(file);
        try {
            afterwards.happens(blob);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return blob;
    }

    @Override
    public Path fetch(BlobRef blob) {
        return behind.fetch(blob);
    }

    @Override
    public void delete(BlobRef blob) {
        if (refused.contains(blob.sha256())) {
            throw new UncheckedIOException(new IOException("the store does not want to delete " + blob.sha256()));
        }
        if (blob.sha256().equals(held)) {
            patience.acquireUninterruptibly();
        }
        behind.delete(blob);
    }

    @Override
    public void check() {
        behind.check();
    }

    @Override
    public void close() {
        behind.close();
    }

    /** May use the database. */
    interface Afterwards {
        void happens(BlobRef blob) throws SQLException;
    }
}
