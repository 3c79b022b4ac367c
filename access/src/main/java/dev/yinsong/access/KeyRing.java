package dev.yinsong.access;

import dev.yinsong.common.key.ApiKey;
import dev.yinsong.common.key.KeyFile;
import dev.yinsong.common.key.KeyText;
import dev.yinsong.common.key.Keys;
import dev.yinsong.common.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the key file as it is now. Checking a key is slow on purpose, so the outcome for a good one is remembered,
 * under a plain hash of the key and in memory only.
 */
@ApplicationScoped
class KeyRing {

    private static final Logger LOG = Logger.getLogger(KeyRing.class);
    private static final int WRONG_A_MINUTE = 60;

    private final Optional<KeyFile> file;
    private final TokenBuckets wrong = new TokenBuckets(System::nanoTime);
    private volatile Ring ring = new Ring(Keys.NONE, Map.of());
    private Optional<Edition> read = Optional.empty();

    KeyRing(AccessConfig config) {
        this.file = config.keyFile().map(Path::toAbsolutePath).map(KeyFile::new);
    }

    /**
     * Reads the file, if it changed since it was read.
     *
     * @throws KeyFile.Unusable when it can't be read; the keys stay as they were
     */
    synchronized void read() {
        var present = file.orElseThrow();
        var edition = Edition.of(present.path());
        if (edition.isEmpty() || !edition.equals(read)) {
            var keys = present.read();
            ring = new Ring(keys, new ConcurrentHashMap<>());
            read = edition;
            LOG.infof("%d keys are good", keys.keys().size());
        }
    }

    /** The key that a text was found to be before. Quick. */
    Optional<ApiKey> remembered(KeyText text) {
        return Optional.ofNullable(ring.known().get(digest(text)));
    }

    /**
     * The key that a text is, if any. Takes some 50 ms of a core when the id is known.
     *
     * @throws Problem {@link TooManyRequests} when the same id came with many other secrets
     */
    Optional<ApiKey> check(KeyText text) {
        var now = ring;
        return now.keys().knows(text.id()) ? checkSecret(now, text) : Optional.empty();
    }

    /** One at a time, so that guessing keeps no more than one core busy. */
    private synchronized Optional<ApiKey> checkSecret(Ring now, KeyText text) {
        var found = now.known().get(digest(text)); // by one that came with it, while this one waited
        return found == null ? compare(now, text) : Optional.of(found);
    }

    private Optional<ApiKey> compare(Ring now, KeyText text) {
        wrong.take(text.id(), WRONG_A_MINUTE).ifPresent(wait -> {
            throw new TooManyRequests(WRONG_A_MINUTE, wait);
        });
        var found = now.keys().find(text);
        found.ifPresent(key -> now.known().put(digest(text), key));
        return found;
    }

    private static String digest(KeyText text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.whole().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /**
     * What tells a file from the one that was there before. A new one is put in the place of the old one, so that it
     * differs even when both were written within the resolution of the clock.
     *
     * @param key of the file system, such as the inode's number
     */
    private record Edition(FileTime changedAt, @Nullable Object key) {

        /** Empty for a file that can't be looked at: reading it says why. */
        static Optional<Edition> of(Path file) {
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return Optional.of(new Edition(attributes.lastModifiedTime(), attributes.fileKey()));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * What is known at a time.
     *
     * @param known keys that were checked, by the digest of their text; never more than there are keys
     */
    private record Ring(Keys keys, Map<String, ApiKey> known) {}
}
