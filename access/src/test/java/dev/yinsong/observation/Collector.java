package dev.yinsong.observation;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An OpenTelemetry collector, as far as an exporter needs one: it takes OTLP over gRPC and thanks for it. */
public final class Collector implements QuarkusTestResourceLifecycleManager {

    private static final Buffer EMPTY_MESSAGE = Buffer.buffer(new byte[5]); // not compressed, of length 0

    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final Vertx vertx = Vertx.vertx();

    @Override
    public Map<String, String> start() {
        var server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .requestHandler(this::take)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return Map.of("yinsong.traces.endpoint", "http://127.0.0.1:" + server.actualPort());
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            received.add(body.getBytes());
            request.response()
                    .putHeader("content-type", "application/grpc")
                    .putTrailer("grpc-status", "0")
                    .end(EMPTY_MESSAGE);
        });
    }

    /** Gives the test what comes in: it is loaded by another class loader. */
    @Override
    public void inject(TestInjector test) {
        test.injectIntoFields(received, new TestInjector.MatchesType(BlockingQueue.class));
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
