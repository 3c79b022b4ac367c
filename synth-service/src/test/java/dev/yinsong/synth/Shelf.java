package dev.yinsong.synth;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A blob store that counts who fetches, and is away for some of the next times. */
public final class Shelf implements Blobs {

    private final AtomicInteger absences = new AtomicInteger();
    private final AtomicInteger fetches = new AtomicInteger();
    private final Blobs store;
    private volatile Runnable meanwhile = () -> {};

    public Shelf(Path folder) {
        this.store = Blobs.open(folder.toString());
    }

    /** The next so many fetches fail. */
    public void goAway(int times) {
        absences.set(times);
    }

    /** Something that happens during each fetch. */
    public void during(Runnable fetch) {
        meanwhile = fetch;
    }

    /** How many of the fetches that are to fail are left. */
    public int absencesLeft() {
        return absences.get();
    }

    /** How many fetches succeeded. */
    public int fetches() {
        return fetches.get();
    }

    @Override
    public Path fetch(BlobRef blob) {
        if (absences.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new UncheckedIOException(new IOException("the store is away"));
        }
        meanwhile.run();
        fetches.incrementAndGet();
        return store.fetch(blob);
    }

    @Override
    public BlobRef locate(String sha256, long bytes) {
        return store.locate(sha256, bytes);
    }

    @Override
    public BlobRef put(byte[] content) {
        return store.put(content);
    }

    @Override
    public BlobRef put(Path file) {
        return store.put(file);
    }

    @Override
    public void delete(BlobRef blob) {
        store.delete(blob);
    }

    @Override
    public void check() {
        store.check();
    }

    @Override
    public void close() {
        store.close();
    }
}
