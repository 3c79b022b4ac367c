package dev.yinsong.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What tests write into the embedded servers and read back. */
final class Clients {

    private static final String TOPIC = "yinsong.clips";

    private Clients() {}

    static void insert(EmbeddedPostgres server, String word) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        server.jdbcUrl("ingest"), EmbeddedPostgres.USER, EmbeddedPostgres.PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists words (word text)");
            statement.execute("insert into words values ('" + word + "')");
        }
    }

    static List<String> words(EmbeddedPostgres server) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        server.jdbcUrl("ingest"), EmbeddedPostgres.USER, EmbeddedPostgres.PASSWORD);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select word from words order by word")) {
            var words = new ArrayList<String>();
            while (rows.next()) {
                words.add(rows.getString(1));
            }
            return words;
        }
    }

    static void send(String bootstrap, String word) throws ExecutionException, InterruptedException {
        var settings = new Properties();
        settings.putAll(Map.of("bootstrap.servers", bootstrap, "acks", "all"));
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "voice", word)).get();
        }
    }

    /** The topic's records from the beginning. */
    static List<String> records(String bootstrap) {
        try (var reader = new TopicReader<>(bootstrap, TOPIC, new StringDeserializer())) {
            return reader.records().stream().map(ConsumerRecord::value).toList();
        }
    }

    /** Waits until a process has said a line on its standard output. */
    static void awaitLine(Process process, String expected) throws IOException {
        var reader = process.inputReader(StandardCharsets.UTF_8);
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.equals(expected)) {
                return;
            }
        }
        throw new AssertionError("the process ended without saying " + expected);
    }
}
