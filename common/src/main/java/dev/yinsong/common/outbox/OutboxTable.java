package dev.yinsong.common.outbox;

import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outbox within one transaction. */
final class OutboxTable {

    /**
     * Who locks a voice's first entry has the voice: another process sees the same first entry, locked, and skips it.
     * Which voices is left to chance: those that wait longest may all be such as can't be sent.
     */
    private static final String LOCK_VOICES = """
            select voice from outbox first
            where not exists (select 1 from outbox earlier where earlier.voice = first.voice and earlier.id < first.id)
            order by random() limit 32 for update skip locked
            """;

    /** As many for each: a voice whose events can't be sent has ever more of them, and would leave no room for others. */
    private static final String LOCK_ENTRIES = """
            select entry.* from unnest(?) locked (voice) cross join lateral (
                select id, voice, type, body, traceparent from outbox
                where outbox.voice = locked.voice order by id limit 64 for update skip locked) entry
            order by id
            """;

    private static final String BACKLOG =
            "select count(*), coalesce(extract(epoch from now() - min(created_at)), 0) from outbox";

    private final Connection connection;

    OutboxTable(Connection connection) {
        this.connection = connection;
    }

    /** The entries of some voices, which are this transaction's until its end; a list for each voice, oldest first. */
    List<List<Row>> lockSome() throws SQLException {
        var voices = lockVoices();
        if (voices.isEmpty()) {
            return List.of();
        }
        var queues = new LinkedHashMap<String, List<Row>>();
        try (var statement = connection.prepareStatement(LOCK_ENTRIES)) {
            statement.setArray(1, connection.createArrayOf("text", voices.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    queues.computeIfAbsent(rows.getString("voice"), _ -> new ArrayList<>())
                            .add(new Row(
                                    rows.getLong("id"),
                                    rows.getString("type"),
                                    rows.getString("body"),
                                    rows.getString("traceparent")));
                }
            }
        }
        return List.copyOf(queues.values());
    }

    private List<String> lockVoices() throws SQLException {
        try (var statement = connection.prepareStatement(LOCK_VOICES);
                var rows = statement.executeQuery()) {
            var voices = new ArrayList<String>();
            while (rows.next()) {
                voices.add(rows.getString(1));
            }
            return voices;
        }
    }

    /** What waits now, whoever has it. */
    OutboxRelay.Backlog backlog() throws SQLException {
        try (var statement = connection.prepareStatement(BACKLOG);
                var row = statement.executeQuery()) {
            row.next();
            return new OutboxRelay.Backlog(row.getLong(1), row.getDouble(2));
        }
    }

    void delete(List<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("delete from outbox where id = any (?)")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            statement.executeUpdate();
        }
    }

    /** One entry, with the trace that it goes on with, if any. */
    record Row(long id, String type, String body, @Nullable String traceparent) {

        VoiceEvent event() {
            try {
                return VoiceEvents.read(type, body.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException("outbox entry " + id + " is not the " + type + " that it says", e);
            }
        }
    }
}
