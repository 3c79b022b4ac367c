package dev.yinsong.trainer.run;

import dev.yinsong.common.trace.TraceParent;
import dev.yinsong.trainer.database.Database;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Makes a run part of the trace of the newest clip that it takes, whose upload made it due, and links it to the other
 * clips' traces. A run that another pod goes on with stays in the same trace.
 */
@ApplicationScoped
class RunTrace {

    private static final String TRACES = """
            select c.traceparent from run_clip r join clip c on c.id = r.clip
            where r.run = :run and c.traceparent is not null
            order by c.added_at desc, c.id
            """;

    private final Database database;
    private final Tracer tracer;

    RunTrace(Database database, Tracer tracer) {
        this.database = database;
        this.tracer = tracer;
    }

    /** Does some work on a run, in the calling thread, as one span. */
    void follow(Assignment run, Runnable work) {
        var span = span(run, traces(run));
        try (var _ = span.makeCurrent()) {
            work.run();
        } catch (RuntimeException e) {
            span.recordException(e).setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    private Span span(Assignment run, List<String> traces) {
        var newest = traces.isEmpty() ? null : traces.getFirst();
        var span = tracer.spanBuilder("train")
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(TraceParent.context(newest))
                .setAttribute("yinsong.voice", run.voice())
                .setAttribute("yinsong.run", run.run().toString())
                .setAttribute("yinsong.clips", traces.size());
        traces.stream()
                .skip(1)
                .map(each -> Span.fromContext(TraceParent.context(each)).getSpanContext())
                .forEach(span::addLink);
        return span.startSpan();
    }

    private List<String> traces(Assignment run) {
        return database.await(database.reading(session -> session.createNativeQuery(TRACES, String.class)
                .setParameter("run", run.run())
                .getResultList()));
    }
}
