package dev.yinsong.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Directories that one process owns. */
public final class Directories {

    private Directories() {}

    /**
     * Makes the directory if needed and owns it until the lock is closed or this process dies.
     *
     * @throws InUse if another process, or another part of this one, owns it
     */
    public static Lock lock(Path directory) throws IOException {
        Files.createDirectories(directory);
        var channel =
                FileChannel.open(directory.resolve(".owner"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel::close;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new InUse(directory, e);
        }
        channel.close();
        throw new InUse(directory, null);
    }

    /** Deletes a directory and all in it; links are removed, not followed. Does nothing if it doesn't exist. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error) throws IOException {
                if (error != null) {
                    throw error;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Ownership of a directory. */
    public interface Lock extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** A directory has an owner already. */
    public static final class InUse extends IllegalStateException {
        private static final long serialVersionUID = 1;

        InUse(Path directory, @Nullable Exception cause) {
            super("The directory " + directory + " is in use by another running yinsong.", cause);
        }
    }
}
