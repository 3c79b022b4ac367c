package dev.yinsong.trainer.run;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.trainer.checkpoint.LooseBlobs;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jboss.logging.Logger;

/** States of trainings as blobs, for pods don't share a disk. */
@ApplicationScoped
class SavedStates {

    private static final Logger LOG = Logger.getLogger(SavedStates.class);
    private static final String RUN = "run";

    private final Blobs blobs;
    private final LooseBlobs looseBlobs;
    private final WorkFolders folders;

    SavedStates(Blobs blobs, LooseBlobs looseBlobs, WorkFolders folders) {
        this.blobs = blobs;
        this.looseBlobs = looseBlobs;
        this.folders = folders;
    }

    /**
     * Stores what is written into a folder, plain files only, as one blob, which no other run has. It is deleted when the
     * run has ended, if not before.
     *
     * @throws UncheckedIOException when disk or store don't take it
     */
    BlobRef store(Assignment run, Consumer<Path> state) {
        var folder = folders.fresh();
        try {
            var files = Files.createDirectory(folder.resolve("state"));
            state.accept(files);
            var packed = pack(run.run(), files, folder.resolve("state.zip"));
            looseBlobs.note(run.voice(), blobs.locate(packed));
            var stored = blobs.put(packed);
            looseBlobs.note(run.voice(), stored); // again, as a run that was lost may have been swept after its end
            return stored;
        } catch (IOException e) {
            throw new UncheckedIOException("the state of run " + run.run() + " can't be saved", e);
        } finally {
            WorkFolders.delete(folder);
        }
    }

    private static Path pack(UUID run, Path folder, Path packed) throws IOException {
        try (var files = Files.list(folder);
                var zip = new ZipOutputStream(Files.newOutputStream(packed))) {
            zip.setLevel(Deflater.NO_COMPRESSION); // numbers that look random don't shrink
            zip.putNextEntry(new ZipEntry(RUN));
            zip.write(run.toString().getBytes(StandardCharsets.UTF_8));
            for (var file : files.sorted().toList()) {
                zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, zip);
            }
        }
        return packed;
    }

    /**
     * Unpacks a state into a fresh folder.
     *
     * @param packed the blob, as it was fetched
     */
    Path unpack(Path packed) {
        var folder = folders.fresh();
        try (var zip = new ZipInputStream(Files.newInputStream(packed))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var file = folder.resolve(entry.getName()).normalize();
                if (!folder.equals(file.getParent())) {
                    throw new IOException("entry " + entry.getName() + " is not a plain file name");
                }
                if (!entry.getName().equals(RUN)) {
                    Files.copy(zip, file);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("the saved state " + packed.getFileName() + " can't be unpacked", e);
        }
    }

    /** A state that nobody needs any more: one that can't be deleted now stays until its run has ended. */
    void forget(BlobRef state) {
        try {
            blobs.delete(state);
        } catch (UncheckedIOException e) {
            LOG.warnf("a state that nobody needs any more can't be deleted now: %s", e.getMessage());
        }
    }
}
