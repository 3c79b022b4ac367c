package dev.yinsong.common.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;

class TraceParentTest {

    private static final String TEXT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void goesOnWithTheTraceOfAText() {
        var context = TraceParent.context(TEXT);

        assertThat(Span.fromContext(context).getSpanContext().getTraceId())
                .isEqualTo("0af7651916cd43dd8448eb211c80319c");
        try (var _ = context.makeCurrent()) {
            assertThat(TraceParent.current()).isEqualTo(TEXT);
        }
        assertThat(TraceParent.current()).isNull();
    }

    @Test
    void takesWhatIsNoTraceForNone() {
        for (var text : new String[] {null, "", "00-nonsense", TEXT.substring(1)}) {
            assertThat(TraceParent.of(TraceParent.context(text))).isNull();
        }
        assertThat(TraceParent.of(Context.root())).isNull();
    }
}
