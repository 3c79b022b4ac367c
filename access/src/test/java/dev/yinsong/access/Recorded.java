package dev.yinsong.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logmanager.LogContext;

/** What the audit log takes while this is open. */
final class Recorded extends Handler implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final List<JsonNode> entries = new CopyOnWriteArrayList<>();

    Recorded() {
        LogContext.getLogContext().getLogger("yinsong.audit").addHandler(this);
    }

    List<JsonNode> entries() {
        return entries;
    }

    @Override
    public void publish(LogRecord line) {
        try {
            entries.add(JSON.readTree(line.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("an audit entry is no JSON: " + line.getMessage(), e);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LogContext.getLogContext().getLogger("yinsong.audit").removeHandler(this);
    }
}
