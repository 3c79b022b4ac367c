package dev.yinsong.trainer.run;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.trainer.TrainerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** States of trainings as blobs, for pods don't share a disk; and the local folders that they are unpacked in. */
@ApplicationScoped
class SavedStates {

    private static final String RUN = "run";

    private final Blobs blobs;
    private final Path work;

    SavedStates(Blobs blobs, TrainerConfig config) {
        this.blobs = blobs;
        this.work = config.work();
    }

    /** A fresh, empty folder, for as long as this process wants it. */
    Path folder() {
        try {
            Files.createDirectories(work);
            return Files.createTempDirectory(work, "run-");
        } catch (IOException e) {
            throw new UncheckedIOException("the work folder " + work + " can't be used", e);
        }
    }

    /** Stores all plain files of a folder as one blob, which no other run has. */
    BlobRef store(UUID run, Path folder) {
        var packed = folder.resolveSibling(folder.getFileName() + ".zip");
        try (var files = Files.list(folder)) {
            try (var zip = new ZipOutputStream(Files.newOutputStream(packed))) {
                zip.setLevel(Deflater.NO_COMPRESSION); // numbers that look random don't shrink
                zip.putNextEntry(new ZipEntry(RUN));
                zip.write(run.toString().getBytes(StandardCharsets.UTF_8));
                for (var file : files.sorted().toList()) {
                    zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
                    Files.copy(file, zip);
                }
            }
            return blobs.put(packed);
        } catch (IOException e) {
            throw new UncheckedIOException("the state of run " + run + " can't be saved", e);
        } finally {
            delete(packed);
        }
    }

    /** Unpacks a state into a fresh folder. */
    Path fetch(BlobRef state) {
        var folder = folder();
        try (var zip = new ZipInputStream(Files.newInputStream(blobs.fetch(state)))) {
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
            throw new UncheckedIOException("the saved state " + state.sha256() + " can't be unpacked", e);
        }
    }

    /** A state that nobody needs any more. */
    void forget(BlobRef state) {
        blobs.delete(state);
    }

    /** Removes a folder with its files, or one file. */
    static void delete(Path path) {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + " can't be deleted", e);
        }
    }
}
