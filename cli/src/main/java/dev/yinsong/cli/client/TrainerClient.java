package dev.yinsong.cli.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Training runs. */
public final class TrainerClient {

    private final Http http;
    private final String address;

    /** Talks to the trainer service at an address such as {@code http://127.0.0.1:8081}. */
    public TrainerClient(Http http, String address) {
        this.http = http;
        this.address = address;
    }

    /** A voice's runs, newest first. */
    public List<Run> runs(String voice) {
        var uri = URI.create(address + "/v1/voices/" + Paths.segment(voice) + "/runs");
        return IngestClient.items(http.get(uri), "runs").map(Run::of).toList();
    }

    /** Orders a run. */
    public Run order(String voice, Map<String, Object> overrides) {
        var uri = URI.create(address + "/v1/voices/" + Paths.segment(voice) + "/runs");
        return Run.of(Http.json(http.post(uri, Http.object(overrides))));
    }

    /**
     * Wishes that a run ends; one that is under way ends after what it is doing at the moment.
     *
     * @return the run as it is now
     */
    public Run cancel(String id) {
        return Run.of(Http.json(http.post(URI.create(address + "/v1/runs/" + id + "/cancel"), Http.object(Map.of()))));
    }

    /** What a run said so far, as text. */
    public String log(String id) {
        return new String(http.bytes(URI.create(address + "/v1/runs/" + id + "/log")), StandardCharsets.UTF_8);
    }

    /** A voice's versions, newest first. */
    public List<Version> versions(String voice) {
        return IngestClient.items(http.get(URI.create(versionsOf(voice))), "versions")
                .map(Version::of)
                .toList();
    }

    /** The number of the version that speaks. */
    public int currentVersion(String voice) {
        return versions(voice).stream()
                .filter(version -> version.state().equals("current"))
                .mapToInt(Version::number)
                .findFirst()
                .orElseThrow(() -> new Refused(
                        404, "Voice " + voice + " has no version that speaks. See: ./yinsong voice versions " + voice));
    }

    /** Lets a version speak from now on. */
    public void promote(String voice, int version, boolean despiteGate) {
        http.post(
                URI.create(versionsOf(voice) + "/" + version + "/promote"),
                Http.object(Map.of("despiteGate", despiteGate)));
    }

    /** A version's voice archive, a zip. */
    public byte[] archive(String voice, int version) {
        return http.bytes(URI.create(versionsOf(voice) + "/" + version + "/archive"));
    }

    /** Sends a voice archive as a voice's next version; its number. */
    public int importVoice(String voice, byte[] archive, boolean promote) {
        var uri = URI.create(address + "/v1/voices/" + Paths.segment(voice) + "/imports?promote=" + promote);
        return Http.json(http.post(uri, "application/zip", BodyPublishers.ofByteArray(archive)))
                .path("version")
                .asInt();
    }

    private String versionsOf(String voice) {
        return address + "/v1/voices/" + Paths.segment(voice) + "/versions";
    }

    /** One run. */
    public Run run(String id) {
        return Run.of(http.get(URI.create(address + "/v1/runs/" + id)));
    }

    /**
     * Hands over everything that a run says, from its beginning until it ends. A broken connection is taken up again, and
     * a service that is busy or in trouble asked again, so that its restart goes unnoticed.
     *
     * @param patience how often in a row a connection may break at once
     * @return the run as it ended
     */
    public Run follow(String id, int patience, Consumer<RunEvent> listener) throws InterruptedException {
        var last = new AtomicLong();
        int left = patience;
        while (true) {
            var before = last.get();
            try {
                EventStream.read(http.stream(URI.create(address + "/v1/runs/" + id + "/events"), last.get()), data -> {
                    var event = RunEvent.of(Http.json(data));
                    if (event.number() > last.getAndAccumulate(event.number(), Math::max)) {
                        listener.accept(event);
                    }
                });
                var run = run(id);
                if (run.ended()) {
                    return run;
                }
            } catch (IOException | Unreachable | UncheckedIOException | Refused e) {
                left = last.get() > before ? patience : left - 1;
                boolean refusedForGood = e instanceof Refused refused && !refused.isForNow();
                if (left <= 0 || refusedForGood) {
                    throw e instanceof RuntimeException failure ? failure : new UncheckedIOException((IOException) e);
                }
            }
            TimeUnit.SECONDS.sleep(1); // between two connections
        }
    }
}
