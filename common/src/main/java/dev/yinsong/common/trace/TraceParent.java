package dev.yinsong.common.trace;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A W3C {@code traceparent}: the trace and span of what is being done, as a text that lies in a table or travels with a
 * message until somebody goes on with it.
 */
public final class TraceParent {

    /** The name of the header, and the column. */
    public static final String NAME = "traceparent";

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private TraceParent() {}

    /** That of the span that is current in this thread or Vert.x context; null where there is none. */
    public static @Nullable String current() {
        return of(Context.current());
    }

    /** That of a context's span; null where it has none. */
    public static @Nullable String of(Context context) {
        Map<String, String> carrier = new HashMap<>();
        W3C.inject(context, carrier, Map::put);
        return carrier.get(NAME);
    }

    /** A context with the span that a text names; the empty context for null, and for what is no such text. */
    public static Context context(@Nullable String traceparent) {
        return traceparent == null ? Context.root() : W3C.extract(Context.root(), traceparent, Whole.INSTANCE);
    }

    /** The one header that there is. */
    private enum Whole implements TextMapGetter<String> {
        INSTANCE;

        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return key.equals(NAME) ? traceparent : null;
        }
    }
}
