package dev.yinsong.cli.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
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

    /** One run. */
    public Run run(String id) {
        return Run.of(http.get(URI.create(address + "/v1/runs/" + id)));
    }

    /**
     * Hands over everything that a run says, from its beginning until it ends. A broken connection is taken up again, so
     * that a restart of the service goes unnoticed.
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
            } catch (IOException | Unreachable | UncheckedIOException e) {
                left = last.get() > before ? patience : left - 1;
                if (left <= 0) {
                    throw e instanceof RuntimeException failure ? failure : new UncheckedIOException((IOException) e);
                }
            }
            TimeUnit.SECONDS.sleep(1); // between two connections
        }
    }
}
