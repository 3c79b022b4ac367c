package dev.yinsong.synth.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.embedded.EmbeddedKafka;
import dev.yinsong.synth.Publisher;
import dev.yinsong.synth.TestConfig;
import dev.yinsong.synth.TestVoice;
import dev.yinsong.synth.engine.FakeEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFollowerTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    @Test
    void outlivesABrokerThatComesLateAndGoesAwayForAWhile(@TempDir Path folder) throws Exception {
        var meters = new SimpleMeterRegistry();
        var blobs = Blobs.open(folder.resolve("blobs").toString());
        var config = TestConfig.with("retry", "100ms", "queue", 1);
        var engine = new FakeEngine();
        var checkpoints = new Checkpoints(blobs, engine);
        var loaded = new LoadedVoices(checkpoints, config, meters);
        var voices = new Voices(loaded, engine, config, meters);
        var loader = new CheckpointLoader(voices, checkpoints, loaded, new Pins(config), config, meters);
        int port = freePort();
        var broker = folder.resolve("kafka");
        var follower = new CheckpointFollower(loader, config, "127.0.0.1:" + port);
        follower.start(new StartupEvent());
        try {
            try (var kafka = EmbeddedKafka.start(broker, port);
                    var publisher = new Publisher(kafka.bootstrapServers(), blobs)) {
                await().atMost(LONG).until(loader::restored);
                publisher.publish(TestVoice.of("anna", 1));
                await().atMost(LONG).until(() -> speaks(voices, 1));
            }
            assertThat(speaks(voices, 1)).isTrue();
            try (var kafka = EmbeddedKafka.start(broker, port);
                    var publisher = new Publisher(kafka.bootstrapServers(), blobs)) {
                publisher.publish(TestVoice.of("anna", 2));

                await().atMost(LONG).until(() -> speaks(voices, 2));
            }
        } finally {
            follower.stop(new ShutdownEvent());
            loader.stop();
        }
    }

    private static boolean speaks(Voices voices, int version) {
        return voices.current("anna")
                .filter(current -> current.version() == version)
                .isPresent();
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
