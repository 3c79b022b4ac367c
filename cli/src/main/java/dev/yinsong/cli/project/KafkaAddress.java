package dev.yinsong.cli.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker of a running {@code ./yinsong up} listens: a file in its data, for the commands that ask for it.
 *
 * @param file that holds the address while it runs
 */
public record KafkaAddress(Path file) {

    /** The file in some data; in the usual place for null. */
    public static KafkaAddress of(@Nullable Path data) {
        return new KafkaAddress((data == null ? Project.defaultData() : data).resolve("kafka.address"));
    }

    /** Notes it down. */
    public void write(String bootstrapServers) throws IOException {
        Files.writeString(file, bootstrapServers);
    }

    /** Forgets it. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /**
     * The address.
     *
     * @throws UncheckedIOException with a sentence, when nothing runs on the data
     */
    public String read() {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(
                    "No ./yinsong up runs with its data in " + file.getParent() + ". Say where Kafka is with --kafka.",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("The broker's address can't be read: " + e.getMessage(), e);
        }
    }
}
