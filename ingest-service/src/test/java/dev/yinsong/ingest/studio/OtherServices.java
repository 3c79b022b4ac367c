package dev.yinsong.ingest.studio;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;

/** A trainer with one run that was published, and a synth that hums, as far as the studio page asks them. */
public final class OtherServices implements QuarkusTestResourceLifecycleManager {

    /** What opens the synth, beside the key of {@link WithKeys}. */
    static final String KEY = "yk_open-sesame";

    private static final String RUN = "5d0f5b0e-3f6c-4f3e-9b57-0a8a4c1f8f10";
    private static final int RATE = 16_000;
    private static final double SPEECH_SECONDS = 0.5;

    private static final String RUN_VIEW = """
            {"id": "%s", "voice": "anna", "state": "published", "origin": "automatic", "mode": "joint",
             "stopReason": "llm: threshold, flow: patience", "failure": null, "version": 2,
             "losses": {"start": {"llmNats": 4.5, "flow": 2.9}, "end": {"llmNats": 1.25, "flow": 0.8125}},
             "heldOutLosses": {"start": {"llmNats": 4.75, "flow": 2.875}, "end": {"llmNats": 1.5, "flow": 0.9375}},
             "step": 60, "steps": 120, "clips": 12, "heldOutClips": 2, "attempts": 1, "savedStep": 60,
             "queuedAt": "2026-01-15T09:30:00Z", "startedAt": "2026-01-15T09:31:00Z", "endedAt": "2026-01-15T09:33:30Z",
             "settings": {"stop": {"llm": 1.25, "flow": 0.75}},
             "gate": {"passed": true, "baseSimilarity": 0.25, "tunedSimilarity": 0.75,
                "checks": [{"name": "runs-on", "passed": true, "finding": "0 of 1 sentences run on"}],
                "sentences": [{"text": "We walked home.", "expectedSeconds": 1.5,
                    "base": {"seconds": 1.25, "similarity": 0.25}, "tuned": {"seconds": 1.5, "similarity": 0.75}}]}}
            """.formatted(RUN);

    private static final String EVENTS = """
            id: 1
            event: started
            data: {"number": 1, "kind": "started", "at": "2026-01-15T09:31:00Z", "step": 0, "steps": 120}

            id: 2
            event: progressed
            data: {"number": 2, "kind": "progressed", "at": "2026-01-15T09:31:30Z", "step": 30, "steps": 120,\
             "losses": {"llmNats": 2.5, "flow": 1.5}, "heldOut": {"llmNats": 2.75, "flow": 1.625}}

            id: 3
            event: warned
            data: {"number": 3, "kind": "warned", "at": "2026-01-15T09:32:00Z", "step": 59, "steps": 120,\
             "message": "the flow loss fell abruptly"}

            id: 4
            event: progressed
            data: {"number": 4, "kind": "progressed", "at": "2026-01-15T09:32:10Z", "step": 60, "steps": 120,\
             "losses": {"llmNats": 1.25, "flow": 0.8125}, "heldOut": {"llmNats": 1.5, "flow": 0.9375}}

            id: 5
            event: published
            data: {"number": 5, "kind": "published", "at": "2026-01-15T09:33:30Z", "step": 60, "steps": 120}

            """;

    private static final String VERSIONS = """
            {"versions": [{"voice": "anna", "version": 2, "run": "%s", "state": "current", "baseHash": "b",
              "checkpoint": {"uri": "file:/v", "sha256": "c", "bytes": 1250000},
              "madeAt": "2026-01-15T09:33:30Z", "publishedAt": "2026-01-15T09:33:30Z",
              "gate": {"passed": true, "checks": [], "sentences": []}}]}
            """.formatted(RUN);

    private static final String VOICES = """
            {"voices": [{"id": "anna", "name": "anna", "kind": "trained", "version": 2, "versions": [1, 2], "loaded": true},
                        {"id": "rms", "name": "rms", "kind": "base", "loaded": true}], "refused": []}
            """;

    private final HttpServer trainer = server();
    private final HttpServer synth = server();

    @Override
    public Map<String, String> start() {
        json(trainer, "/v1/voices/anna/runs", "{\"runs\": [" + RUN_VIEW + "]}");
        json(trainer, "/v1/voices/anna/versions", VERSIONS);
        json(trainer, "/v1/voices/", "{\"runs\": [], \"versions\": []}"); // of every other voice
        json(trainer, "/v1/runs/" + RUN, RUN_VIEW);
        trainer.createContext(
                "/v1/runs/" + RUN + "/events", open(exchange -> answer(exchange, 200, "text/event-stream", EVENTS)));
        json(synth, "/v1/audio/voices", VOICES);
        synth.createContext("/v1/audio/speech", open(OtherServices::speak));
        for (var server : new HttpServer[] {trainer, synth}) {
            json(server, "/q/openapi", "{\"paths\": {}}");
            json(server, "/q/health/ready", "{\"status\": \"UP\"}");
            server.start();
        }
        return Map.of("yinsong.studio.trainer", origin(trainer), "yinsong.studio.synth", origin(synth));
    }

    @Override
    public void stop() {
        trainer.stop(0);
        synth.stop(0);
    }

    private static void speak(HttpExchange exchange) throws IOException {
        var sent = exchange.getRequestHeaders().getFirst("Authorization"); // null without a key
        if (!("Bearer " + KEY).equals(sent) && !("Bearer " + WithKeys.key("speaker")).equals(sent)) {
            answer(exchange, 401, "application/json", "{\"error\": {\"message\": \"This service asks for a key.\"}}");
            return;
        }
        exchange.getResponseHeaders().set("X-Voice-Version", "2");
        answer(exchange, 200, "audio/pcm;rate=" + RATE + ";channels=1;bits=16", hum());
    }

    private static byte[] hum() {
        var samples = ByteBuffer.allocate((int) (2 * RATE * SPEECH_SECONDS)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; samples.hasRemaining(); i++) {
            samples.putShort((short) (8000 * Math.sin(2 * Math.PI * 220 * i / RATE)));
        }
        return samples.array();
    }

    private static HttpServer server() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String origin(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void json(HttpServer server, String path, String body) {
        server.createContext(path, open(exchange -> answer(exchange, 200, "application/json", body)));
    }

    /** As the services do for the studio's origin. */
    private static HttpHandler open(HttpHandler handler) {
        return exchange -> {
            try (exchange) {
                var headers = exchange.getResponseHeaders();
                headers.set("Access-Control-Allow-Origin", "*");
                headers.set("Access-Control-Allow-Headers", "authorization, content-type, last-event-id");
                headers.set("Access-Control-Expose-Headers", "X-Voice-Version");
                if (exchange.getRequestMethod().equals("OPTIONS")) {
                    exchange.sendResponseHeaders(204, -1);
                } else {
                    handler.handle(exchange);
                }
            }
        };
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        answer(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
