package dev.yinsong.common.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.opendal.OpenDALException;
import org.apache.opendal.Operator;

/** Blobs in a bucket of an S3 service, with the fetched ones kept in a local folder. */
final class S3Blobs implements Blobs {

    /** What a store's URI may say; credentials are not for URIs, which end up in logs. */
    private static final Set<String> OPTIONS = Set.of("region", "endpoint", "enable_virtual_host_style");

    private static final long MOST_FETCHED = 4L << 30; // bytes
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Operator operator;
    private final String root;
    private final FetchedBlobs fetched;
    private final Patience patience;

    private S3Blobs(Operator operator, String root, FetchedBlobs fetched, Duration patience) {
        this.operator = operator;
        this.root = root;
        this.fetched = fetched;
        this.patience = new Patience(patience);
    }

    static S3Blobs open(URI uri) {
        return open(uri, Map.of(), Path.of(System.getProperty("java.io.tmpdir"), "yinsong-blobs"), PATIENCE);
    }

    /**
     * Opens a bucket.
     *
     * @param more settings beyond those of the URI
     * @param cache a folder for fetched blobs
     * @param patience how long the service may let us wait without getting on
     */
    static S3Blobs open(URI uri, Map<String, String> more, Path cache, Duration patience) {
        var settings = settings(uri);
        var root = "s3://" + uri.getAuthority() + settings.get("root") + "/";
        settings.putAll(more);
        try {
            var fetched = new FetchedBlobs(cache, MOST_FETCHED);
            fetched.tidy();
            return new S3Blobs(Operator.of("s3", settings), root, fetched, patience);
        } catch (IOException e) {
            throw new UncheckedIOException("a folder for fetched blobs can't be made", e);
        } catch (OpenDALException e) {
            throw new IllegalArgumentException("no blob store at " + root, e);
        }
    }

    private static Map<String, String> settings(URI uri) {
        if (uri.getAuthority() == null) {
            throw new IllegalArgumentException("s3 blobs are at s3://bucket/prefix, not " + uri);
        }
        var settings = new HashMap<String, String>();
        settings.put("region", "auto");
        var query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (var option : query.split("&")) {
            var pair = option.split("=", 2);
            if (pair.length == 2 && OPTIONS.contains(pair[0])) {
                settings.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            } else if (!option.isEmpty()) {
                throw new IllegalArgumentException("an s3 blob store has the options " + OPTIONS + ", not " + pair[0]);
            }
        }
        settings.put("bucket", uri.getAuthority());
        settings.put("root", uri.getPath().replaceAll("/+$", ""));
        return settings;
    }

    @Override
    public BlobRef locate(String sha256, long bytes) {
        return new BlobRef(URI.create(root + BlobRef.path(sha256)), sha256, bytes);
    }

    @Override
    public BlobRef put(byte[] content) {
        return put(Digest.of(content), () -> new ByteArrayInputStream(content));
    }

    @Override
    public BlobRef put(Path file) {
        try {
            return put(Digest.of(file), () -> Files.newInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException("file " + file + " can't be stored", e);
        }
    }

    private BlobRef put(Digest digest, Content content) {
        var path = BlobRef.path(digest.sha256());
        try {
            if (sizeOf(path) != digest.bytes()) {
                patience.wait("blob store " + root + " was sent " + path, gotOn -> {
                    try (var in = content.open();
                            var out = operator.createOutputStream(path)) {
                        Patience.copy(in, out, gotOn);
                    }
                    return true;
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException("blob " + digest.sha256() + " can't be stored in " + root, e);
        } catch (OpenDALException e) {
            throw failure("blob " + digest.sha256() + " can't be stored in " + root, e);
        }
        return locate(digest.sha256(), digest.bytes());
    }

    /** The bytes of an object, or -1 when it is not there. */
    private long sizeOf(String path) {
        var asked = "blob store " + root + " was asked for " + path;
        try {
            return patience.wait(asked, _ -> operator.stat(path).getContentLength());
        } catch (OpenDALException e) {
            if (e.getCode() == OpenDALException.Code.NotFound) {
                return -1;
            }
            throw failure("blob store " + root + " can't be asked for " + path, e);
        } catch (IOException e) {
            throw new UncheckedIOException(asked, e);
        }
    }

    @Override
    public Path fetch(BlobRef blob) {
        fetched.tidy();
        return fetched.find(blob).orElseGet(() -> download(blob));
    }

    private Path download(BlobRef blob) {
        if (sizeOf(blob.path()) < 0) { // reading an absent object does not say that it is absent
            throw new BlobMissing(blob);
        }
        try {
            return fetched.add(blob, draft -> {
                patience.wait("blob store " + root + " was asked for " + blob.path(), gotOn -> {
                    try (var in = operator.createInputStream(blob.path());
                            var out = Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW)) {
                        Patience.copy(in, out, gotOn);
                    }
                    return true;
                });
            });
        } catch (IOException e) {
            throw new UncheckedIOException("blob " + blob.sha256() + " can't be fetched from " + root, e);
        } catch (OpenDALException e) {
            throw failure("blob " + blob.sha256() + " can't be fetched from " + root, e);
        }
    }

    @Override
    public void delete(BlobRef blob) {
        try {
            patience.wait("blob store " + root + " was to delete " + blob.path(), _ -> {
                operator.delete(blob.path());
                return true;
            });
            fetched.forget(blob);
        } catch (IOException e) {
            throw new UncheckedIOException("fetched blob " + blob.sha256() + " can't be deleted", e);
        } catch (OpenDALException e) {
            throw failure("blob " + blob.sha256() + " can't be deleted from " + root, e);
        }
    }

    @Override
    public void check() {
        fetched.tidy(); // who asks does so regularly
        try {
            patience.wait("blob store " + root + " was asked whether it can be written", _ -> {
                operator.write("check", new byte[] {1});
                return true;
            });
        } catch (OpenDALException e) {
            throw failure("blob store " + root + " can't be written", e);
        } catch (IOException e) {
            throw new UncheckedIOException("blob store " + root + " can't be written", e);
        }
    }

    private static UncheckedIOException failure(String what, OpenDALException cause) {
        return switch (cause.getCode()) {
            case Unexpected, RateLimited -> new BlobsAway(what, cause);
            default -> new UncheckedIOException(what, new IOException(cause.getMessage(), cause));
        };
    }

    @Override
    public void close() {
        if (patience.end()) { // else it is in use, by who was given up
            operator.close();
        }
    }

    @Override
    public String toString() {
        return root;
    }

    /** What is to be written. */
    private interface Content {
        InputStream open() throws IOException;
    }
}
