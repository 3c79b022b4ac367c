package dev.yinsong.synth.voice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.trace.TraceParent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class LoadTraceTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final AtomicReference<String> seen = new AtomicReference<>();

    @Test
    void loadsInTheTraceOfTheMessageThoughLaterAndElsewhere() throws InterruptedException {
        var headers = new RecordHeaders()
                .add("traceparent", ("00-" + TRACE + "-b7ad6b7169203331-01").getBytes(StandardCharsets.UTF_8));
        Runnable work;
        try (var _ = LoadTrace.of(headers).makeCurrent()) {
            work = LoadTrace.around("anna", () -> seen.set(TraceParent.current()));
        }

        Thread.ofVirtual().start(work).join();

        assertThat(seen.get()).contains(TRACE);
        assertThat(TraceParent.current()).isNull();
    }

    @Test
    void loadsInNoTraceOfAMessageThatNamesNone() {
        LoadTrace.around("anna", () -> seen.set(TraceParent.of(LoadTrace.of(new RecordHeaders()))))
                .run();

        assertThat(seen.get()).isNull();
    }
}
