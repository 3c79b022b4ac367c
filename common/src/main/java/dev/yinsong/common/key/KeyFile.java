package dev.yinsong.common.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The JSON file that holds the keys' hashes. The services read it; the command line writes it, whole or not at all.
 *
 * @param path where it is
 */
public record KeyFile(Path path) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * What it holds.
     *
     * @throws Unusable with a sentence, when it is missing or not such a file
     */
    public Keys read() {
        try {
            return JSON.readValue(Files.readAllBytes(path), Keys.class);
        } catch (JsonProcessingException e) {
            throw new Unusable("The key file " + path + " is not sound: " + e.getOriginalMessage(), e);
        } catch (NoSuchFileException e) {
            throw new Unusable(
                    "There is no key file " + path + ". Make one with: yinsong keys add NAME --file " + path, e);
        } catch (IOException e) {
            throw new Unusable("The key file " + path + " can't be read: " + e.getMessage(), e);
        }
    }

    /** What it holds, or no keys where there is no file yet. */
    public Keys readOrNone() {
        return Files.exists(path) ? read() : Keys.NONE;
    }

    /** Replaces it. Who may read it stays as it is; a new one is its owner's alone. */
    public void write(Keys keys) {
        try {
            var folder = path.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            var permissions = Files.exists(path)
                    ? Files.getPosixFilePermissions(path)
                    : PosixFilePermissions.fromString("rw-------");
            var fresh = Files.createTempFile(folder, "keys", ".json");
            Files.write(fresh, JSON.writeValueAsBytes(keys));
            Files.setPosixFilePermissions(fresh, permissions);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + path + " can't be written: " + e.getMessage(), e);
        }
    }

    /** The file can't be used; the message is for whoever runs the service. */
    public static final class Unusable extends RuntimeException {

        private static final long serialVersionUID = 1;

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
