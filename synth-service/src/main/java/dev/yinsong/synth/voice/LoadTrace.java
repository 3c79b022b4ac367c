package dev.yinsong.synth.voice;

import dev.yinsong.common.trace.TraceParent;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/** Makes the loading of a voice part of the trace of the run that made it. */
final class LoadTrace {

    private LoadTrace() {}

    /** The trace that a message goes on with; the empty context where it says none. */
    static Context of(Headers headers) {
        var header = headers.lastHeader(TraceParent.NAME);
        return header == null || header.value() == null
                ? Context.root()
                : TraceParent.context(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** Work for another thread, as a span in the trace that is current now. */
    static Runnable around(String voice, Runnable work) {
        var parent = Context.current();
        return () -> {
            var span = GlobalOpenTelemetry.getTracer("yinsong")
                    .spanBuilder("load voice")
                    .setSpanKind(SpanKind.CONSUMER)
                    .setParent(parent)
                    .setAttribute("yinsong.voice", voice)
                    .startSpan();
            try (var _ = parent.with(span).makeCurrent()) {
                work.run();
            } finally {
                span.end();
            }
        };
    }
}
