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
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

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

    /** Replaces it. Whose it is and who may read it stays as it is; a new one is its owner's alone. */
    public void write(Keys keys) {
        try {
            var target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath(); // a link stays one
            Files.createDirectories(target.getParent());
            var fresh = Files.createTempFile(target.getParent(), "keys", ".json"); // nobody else may read it
            try {
                Files.write(fresh, JSON.writeValueAsBytes(keys));
                if (Files.exists(target)) {
                    copyAccess(target, fresh);
                }
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + path + " can't be written: " + e.getMessage(), e);
        }
    }

    /** A service must still be able to read its keys when root, say, has revoked one. */
    private static void copyAccess(Path from, Path to) throws IOException {
        var wanted = Files.readAttributes(from, PosixFileAttributes.class);
        var made = Files.readAttributes(to, PosixFileAttributes.class);
        var view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        try {
            if (!made.group().equals(wanted.group())) {
                view.setGroup(wanted.group());
            }
            if (!made.owner().equals(wanted.owner())) {
                view.setOwner(wanted.owner());
            }
        } catch (FileSystemException e) {
            throw new IOException(
                    "it belongs to " + wanted.owner() + " and the group " + wanted.group()
                            + ", and this user can't make another that does. Try again as root.",
                    e);
        }
        view.setPermissions(wanted.permissions());
    }

    /** The file can't be used; the message is for whoever runs the service. */
    public static final class Unusable extends RuntimeException {

        private static final long serialVersionUID = 1;

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
