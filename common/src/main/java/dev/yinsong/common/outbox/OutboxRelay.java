package dev.yinsong.common.outbox;

import dev.yinsong.common.event.Topics;
import dev.yinsong.common.event.VoiceEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;

/**
 * Sends what lies in the outbox to Kafka and then deletes it: at least once, and in order for each voice.
 *
 * <p>Several processes may relay one outbox; each takes other voices. An entry whose event can't be sent stays, with
 * those after it of its voice, until a later round. It works in a thread of its own, at every {@link #kick} and at
 * regular intervals.
 */
public final class OutboxRelay implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private final DataSource database;
    private final Producer<String, VoiceEvent> producer;
    private final TracedSending sending;
    private final Preparation preparation;
    private final Semaphore kicks = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean prepared;
    private volatile Backlog backlog = new Backlog(0, 0);
    private boolean failing;

    /**
     * Starts to relay. A broker that is away is waited for; once it is there, missing topics are created.
     *
     * @param database where the table {@code outbox} is
     * @param broker how Kafka is reached: {@code bootstrap.servers} and so on
     * @param name of the service, which becomes the events' source
     * @param every how long an entry waits at most when nobody kicks
     */
    public static OutboxRelay start(DataSource database, Map<String, Object> broker, String name, Duration every) {
        return new OutboxRelay(database, EventProducer.open(broker, name), () -> createTopics(broker), every);
    }

    /**
     * Starts to relay with a producer of the caller's making, which is closed with the relay.
     *
     * @param preparation is tried again and again until it succeeds once; then the first event is sent
     */
    public OutboxRelay(
            DataSource database, Producer<String, VoiceEvent> producer, Preparation preparation, Duration every) {
        this.database = database;
        this.producer = producer;
        this.sending = new TracedSending(producer);
        this.preparation = preparation;
        this.thread = Thread.ofPlatform().daemon().name("outbox-relay").start(() -> run(every));
    }

    /** Something was committed: look now. Returns at once. */
    public void kick() {
        kicks.release();
    }

    private void run(Duration every) {
        while (!closed) {
            try {
                measure();
                prepare();
                relayAll();
                if (failing) {
                    LOG.info("the outbox is relayed again");
                    failing = false;
                }
                kicks.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS);
                kicks.drainPermits();
            } catch (InterruptedException e) {
                return; // close() interrupts
            } catch (SQLException | ExecutionException | RuntimeException e) {
                complain(e);
                pause(every);
            }
        }
    }

    private void measure() throws SQLException {
        try (var connection = database.getConnection()) {
            backlog = new OutboxTable(connection).backlog();
        }
    }

    /** What waited when it was last looked at; while the broker is away that is once an interval. */
    public Backlog backlog() {
        return backlog;
    }

    private void prepare() throws InterruptedException {
        if (!prepared) {
            preparation.run();
            prepared = true;
        }
    }

    private static void createTopics(Map<String, Object> broker) throws InterruptedException {
        try (var admin = Admin.create(broker)) {
            Topics.create(admin);
        }
    }

    /** Whether the broker was reached and its topics are there. */
    public boolean prepared() {
        return prepared;
    }

    /** An outage is told once, not once an interval. */
    private void complain(Exception e) {
        if (closed) {
            return;
        }
        if (failing) {
            LOG.debug("the outbox can't be relayed yet", e);
        } else {
            LOG.warn("the outbox can't be relayed for now; nothing is lost, and it is tried again", e);
        }
        failing = true;
    }

    private void pause(Duration every) {
        try {
            TimeUnit.MILLISECONDS.sleep(every.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void relayAll() throws SQLException, ExecutionException, InterruptedException {
        while (!closed && relaySome() > 0) {
            // until it is empty
        }
    }

    /** One transaction: lock some voices, send their events, delete what was sent. */
    private int relaySome() throws SQLException, ExecutionException, InterruptedException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var table = new OutboxTable(connection);
                var queues = table.lockSome();
                var sent = new ArrayList<Long>();
                try {
                    sendInOrder(queues, sent);
                } finally {
                    table.delete(sent);
                    connection.commit();
                }
                return sent.size();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /**
     * Sends the first event of each voice, then the second of each, and so on. A voice whose event was not acknowledged
     * is left alone, and its failure is thrown when the others are through.
     *
     * @param sent takes the ids of the entries that the broker has
     */
    private void sendInOrder(List<List<OutboxTable.Row>> queues, List<Long> sent)
            throws ExecutionException, InterruptedException {
        ExecutionException failure = null;
        var open = new ArrayList<>(queues);
        for (int place = 0; !open.isEmpty(); place++) {
            var flying = new ArrayList<Flight>();
            for (var queue : open) {
                if (place < queue.size()) {
                    flying.add(send(queue, queue.get(place)));
                }
            }
            open.clear();
            for (var flight : flying) {
                try {
                    flight.answer().get();
                    sent.add(flight.row().id());
                    open.add(flight.queue());
                } catch (ExecutionException e) {
                    failure = e;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private Flight send(List<OutboxTable.Row> queue, OutboxTable.Row row) {
        try {
            return new Flight(queue, row, sending.send(row.event(), row.traceparent()));
        } catch (RuntimeException e) { // also an event of a type that a newer version of this service wrote
            return new Flight(queue, row, CompletableFuture.failedFuture(e));
        }
    }

    /** Stops after the round that is under way. What is left in the outbox stays there. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(5));
    }

    /**
     * Events that are committed and not sent.
     *
     * @param events how many
     * @param oldestSeconds how long the oldest of them waits; 0 when there is none
     */
    public record Backlog(long events, double oldestSeconds) {}

    /** What must succeed once before the first event is sent. */
    public interface Preparation {
        void run() throws InterruptedException;
    }

    /** An event on its way to the broker. */
    private record Flight(List<OutboxTable.Row> queue, OutboxTable.Row row, Future<RecordMetadata> answer) {}
}
