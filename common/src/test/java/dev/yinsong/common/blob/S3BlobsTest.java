package dev.yinsong.common.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.yinsong.common.problem.Outage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The promises of {@link BlobsTest}, kept by the bucket store over HTTP. */
class S3BlobsTest extends BlobsTest {

    private static final Map<String, String> KEY = Map.of("access_key_id", "key", "secret_access_key", "secret");

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private HttpServer bucket;

    @BeforeEach
    @Override
    void open() throws IOException {
        bucket = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bucket.createContext("/", this::serve);
        bucket.start();
        blobs = S3Blobs.open(uri(bucket.getAddress().getPort()), KEY, folder, Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        blobs.close();
        bucket.stop(0);
    }

    @Test
    void putsBlobsUnderItsPrefix() {
        var blob = blobs.put(bytes("prefixed"));

        assertThat(objects).containsOnlyKeys("/voices/some/prefix/" + blob.path());
        assertThat(blob.uri()).hasToString("s3://voices/some/prefix/" + blob.path());
    }

    @Test
    void refusesAnObjectThatWasChanged() throws IOException {
        var blob = blobs.put(bytes("original"));

        objects.replaceAll((path, content) -> bytes("0riginal"));

        assertThatThrownBy(() -> blobs.fetch(blob)).isInstanceOf(BlobCorrupt.class);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void fetchesABlobOnce() {
        var blob = blobs.put(bytes("cached"));
        var first = blobs.fetch(blob);

        objects.clear();

        assertThat(blobs.fetch(blob)).isEqualTo(first).hasContent("cached");
    }

    @Test
    void saysThatTheBucketIsAway() {
        bucket.stop(0);

        assertThatThrownBy(() -> blobs.check()).isInstanceOf(BlobsAway.class).matches(Outage::is);
    }

    @Test
    void givesUpABucketThatTakesConnectionsAndNeverAnswers() throws IOException {
        var content = bytes("never there");
        var absent = blobs.locate(Digest.of(content).sha256(), content.length);
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var hung = S3Blobs.open(uri(silent.getLocalPort()), KEY, folder, Duration.ofMillis(300))) {
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    hung::check, () -> hung.fetch(absent), () -> hung.put(content), () -> hung.delete(absent))) {
                assertThatThrownBy(call)
                        .isInstanceOf(BlobsAway.class)
                        .matches(Outage::is)
                        .hasMessageContaining("no answer for");
            }
        }
    }

    @Test
    void takesNoCredentialsInItsUri() {
        assertThatThrownBy(() -> Blobs.open("s3://voices/x?secret_access_key=y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("=y");
    }

    private static URI uri(int port) {
        return URI.create("s3://voices/some/prefix?region=us-east-1&endpoint=http://127.0.0.1:" + port);
    }

    /** As much of S3 as the store uses: objects by path, signatures not looked at. */
    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body = exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestMethod()) {
                case "PUT" -> {
                    objects.put(path, body);
                    exchange.sendResponseHeaders(200, -1);
                }
                case "DELETE" -> {
                    objects.remove(path);
                    exchange.sendResponseHeaders(204, -1);
                }
                case "HEAD" -> {
                    var object = objects.get(path);
                    if (object != null) {
                        exchange.getResponseHeaders().set("Content-Length", Integer.toString(object.length));
                    }
                    exchange.sendResponseHeaders(object == null ? 404 : 200, -1);
                }
                case "GET" -> {
                    var object = objects.getOrDefault(path, bytes("<Error><Code>NoSuchKey</Code></Error>"));
                    exchange.sendResponseHeaders(objects.containsKey(path) ? 200 : 404, object.length);
                    exchange.getResponseBody().write(object);
                }
                default -> exchange.sendResponseHeaders(405, -1);
            }
        }
    }
}
