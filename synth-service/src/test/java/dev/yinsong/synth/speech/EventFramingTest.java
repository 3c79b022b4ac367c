package dev.yinsong.synth.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class EventFramingTest {

    private final EventFraming events = new EventFraming();
    private final Deadline deadline = Deadline.after(Duration.ZERO);
    private final SpeechPipe full = new SpeechPipe(1, deadline);

    @Test
    void aSlowClientHearsOfTheFailureToo() {
        full.put(new byte[1]);
        var client = full.body().subscribe().withSubscriber(AssertSubscriber.create(0));

        events.fail(full, new DeadlinePassed(deadline));

        assertThat(last(client)).startsWith("data: {\"type\":\"error\"").contains("deadline_passed");
    }

    @Test
    void aSlowClientHearsOfTheEndToo() {
        full.put(new byte[1]);
        var client = full.body().subscribe().withSubscriber(AssertSubscriber.create(0));

        events.end(full, new Spoken(List.of(), 1, 2, 3, 0));

        assertThat(last(client)).startsWith("data: {\"type\":\"speech.audio.done\"");
    }

    @Test
    void whoHungUpIsToldNothing() {
        full.put(new byte[1]);
        var client = full.body().subscribe().withSubscriber(AssertSubscriber.create(0));
        client.cancel();

        events.fail(full, new CancellationException("the client hung up"));

        client.assertNotTerminated();
    }

    private static String last(AssertSubscriber<byte[]> client) {
        client.request(2).awaitCompletion();
        return new String(client.getItems().getLast(), StandardCharsets.UTF_8);
    }
}
