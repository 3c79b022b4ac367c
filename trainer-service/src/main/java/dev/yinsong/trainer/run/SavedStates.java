package dev.yinsong.trainer.run;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
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

/** States of trainings as blobs, for pods don't share a disk. */
@ApplicationScoped
class SavedStates {

    private static final String RUN = "run";

    private final Blobs blobs;
    private final WorkFolders folders;

    SavedStates(Blobs blobs, WorkFolders folders) {
        this.blobs = blobs;
        this.folders = folders;
    }

    /**
     * Stores what is written into a folder, plain files only, as one blob, which no other run has.
     *
     * @throws UncheckedIOException when disk or store don't take it
     */
    BlobRef store(UUID run, Consumer<Path> state) {
        var folder = folders.fresh();
        try {
            var files = Files.createDirectory(folder.resolve("state"));
            state.accept(files);
            return blobs.put(pack(run, files, folder.resolve("state.zip")));
        } catch (IOException e) {
            throw new UncheckedIOException("the state of run " + run + " can't be saved", e);
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

    /** A state that nobody needs any more. */
    void forget(BlobRef state) {
        blobs.delete(state);
    }
}
