package dev.yinsong.common.outbox;

import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceEvents;
import dev.yinsong.common.trace.TraceParent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event that waits to be sent. Persist it with the change that it announces, then {@link OutboxRelay#kick}. */
@Entity
@Table(name = "outbox")
public class OutboxEntry {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String voice;
    private String type;
    private String body;
    private @Nullable String traceparent;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected OutboxEntry() {}

    /** An entry for an event, which goes on with the trace that is current here. */
    public OutboxEntry(VoiceEvent event) {
        this.voice = event.voice();
        this.type = VoiceEvents.type(event);
        this.body = new String(VoiceEvents.write(event), StandardCharsets.UTF_8);
        this.createdAt = event.at();
        this.traceparent = TraceParent.current();
    }

    @Override
    public String toString() {
        return "OutboxEntry[" + id + ", " + voice + ", " + type + ", " + createdAt + ", " + traceparent + ", " + body
                + "]";
    }
}
