package dev.yinsong.synth.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.CheckpointPublished;
import dev.yinsong.synth.TestConfig;
import dev.yinsong.synth.TestVoice;
import dev.yinsong.synth.engine.FakeEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointLoaderTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Voices voices = new Voices(meters);
    private FlakyBlobs blobs;
    private CheckpointLoader loader;

    @BeforeEach
    void open(@TempDir Path folder) {
        blobs = new FlakyBlobs(Blobs.open(folder.toString()));
        var config = TestConfig.with("retry", "10ms", "queue", 1);
        loader = new CheckpointLoader(voices, new Checkpoints(blobs, new FakeEngine()), config, meters);
    }

    @AfterEach
    void close() {
        loader.stop();
    }

    @Test
    void isReadyOnceEveryVoiceIsLoadedOrRefused() {
        assertThat(loader.restored()).isFalse();

        loader.restore(List.of(
                List.of(published(TestVoice.of("anna", 1))),
                List.of(published(TestVoice.of("bob", 1).withBase("none")))));

        await().until(loader::restored);
        assertThat(voices.list()).extracting(LoadedVoice::voice).containsExactly("anna");
        assertThat(voices.refusals()).extracting(Refusal::voice).containsExactly("bob");
        assertThat(meters.counter("yinsong.synth.checkpoints", "outcome", "refused")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void isReadyWithoutAnyVoice() {
        loader.restore(List.of());

        assertThat(loader.restored()).isTrue();
    }

    @Test
    void fallsBackToAnOlderVersionAndTellsWhatIsWrongWithTheNewest() {
        var good = published(TestVoice.of("anna", 1));
        var bad = published(TestVoice.of("anna", 2).withBase("none"));
        var worse = published(TestVoice.of("anna", 3).withBase("none"));

        loader.restore(List.of(List.of(worse, bad, good)));

        await().until(loader::restored);
        assertThat(voices.list()).extracting(LoadedVoice::version).containsExactly(1);
        assertThat(voices.refusals()).extracting(Refusal::version).containsExactly(3);
    }

    @Test
    void waitsForABlobStoreThatIsAway() {
        var checkpoint = published(TestVoice.of("anna", 1));
        blobs.failures.set(3);

        loader.restore(List.of(List.of(checkpoint)));

        await().until(loader::restored);
        assertThat(blobs.failures).hasValue(0);
        assertThat(voices.list()).extracting(LoadedVoice::version).containsExactly(1);
        assertThat(voices.refusals()).isEmpty();
    }

    @Test
    void whatWaitedNeverReplacesWhatCameLater() {
        blobs.failures.set(1);
        loader.publish(published(TestVoice.of("anna", 1)));
        loader.publish(published(TestVoice.of("anna", 2)));
        loader.publish(published(TestVoice.of("bob", 1)));

        await().until(() -> voices.list().size() == 2 && blobs.failures.get() == 0);
        loader.publish(published(TestVoice.of("carl", 1)));
        await().until(() -> voices.list().size() == 3);
        assertThat(voices.list()).extracting(LoadedVoice::version).containsExactly(2, 1, 1);
    }

    private CheckpointPublished published(TestVoice voice) {
        return new CheckpointPublished(
                UUID.randomUUID(),
                Instant.EPOCH,
                voice.name(),
                voice.version(),
                UUID.randomUUID(),
                voice.base(),
                blobs.put(voice.archive()));
    }

    /** A store whose next reads fail. */
    private static final class FlakyBlobs implements Blobs {
        private final AtomicInteger failures = new AtomicInteger();
        private final Blobs store;

        FlakyBlobs(Blobs store) {
            this.store = store;
        }

        @Override
        public Path fetch(BlobRef blob) {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new UncheckedIOException(new IOException("the store is away"));
            }
            return store.fetch(blob);
        }

        @Override
        public BlobRef put(byte[] content) {
            return store.put(content);
        }

        @Override
        public BlobRef put(Path file) {
            return store.put(file);
        }

        @Override
        public void delete(BlobRef blob) {
            store.delete(blob);
        }

        @Override
        public void check() {
            store.check();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
