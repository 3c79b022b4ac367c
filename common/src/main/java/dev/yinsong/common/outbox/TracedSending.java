package dev.yinsong.common.outbox;

import dev.yinsong.common.event.Topics;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceRetired;
import dev.yinsong.common.trace.TraceParent;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Sends events with the trace that they go on with, for Kafka's clients and as CloudEvents' own attribute. */
final class TracedSending {

    private final Producer<String, VoiceEvent> producer;

    TracedSending(Producer<String, VoiceEvent> producer) {
        this.producer = producer;
    }

    /** Hands an event to the producer; its span ends when the broker has it, or has not taken it. */
    Future<RecordMetadata> send(VoiceEvent event, @Nullable String traceparent) {
        var topic = Topics.of(event);
        var parent = TraceParent.context(traceparent);
        var span = GlobalOpenTelemetry.getTracer("yinsong")
                .spanBuilder(topic + " publish")
                .setSpanKind(SpanKind.PRODUCER)
                .setParent(parent)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", topic)
                .setAttribute("messaging.message.id", event.id().toString())
                .setAttribute("yinsong.voice", event.voice())
                .startSpan();
        var value = event instanceof VoiceRetired ? null : event; // a tombstone, for compaction
        var record = new ProducerRecord<String, VoiceEvent>(topic, event.voice(), value);
        addTrace(parent.with(span), record.headers());
        try {
            return producer.send(record, (_, failure) -> end(span, failure));
        } catch (RuntimeException refused) {
            end(span, refused);
            throw refused;
        }
    }

    private static void addTrace(Context context, Headers headers) {
        Optional.ofNullable(TraceParent.of(context)).ifPresent(text -> {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            headers.add(TraceParent.NAME, bytes).add("ce_" + TraceParent.NAME, bytes);
        });
    }

    private static void end(Span span, @Nullable Exception failure) {
        if (failure != null) {
            span.recordException(failure).setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
