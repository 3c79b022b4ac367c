package dev.yinsong.synth.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yinsong.common.event.CheckpointPublished;
import dev.yinsong.synth.Shelf;
import dev.yinsong.synth.SynthConfig;
import dev.yinsong.synth.TestConfig;
import dev.yinsong.synth.TestVoice;
import dev.yinsong.synth.engine.FakeEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointLoaderTest {

    private final FakeEngine engine = new FakeEngine();
    private SimpleMeterRegistry meters;
    private Shelf blobs;
    private LoadedVoices loaded;
    private Voices voices;
    private CheckpointLoader loader;

    @BeforeEach
    void open(@TempDir Path folder) {
        blobs = new Shelf(folder);
        begin(TestConfig.with("retry", "10ms", "queue", 1));
    }

    private void begin(SynthConfig config) {
        meters = new SimpleMeterRegistry();
        var checkpoints = new Checkpoints(blobs, engine);
        loaded = new LoadedVoices(checkpoints, config, meters);
        voices = new Voices(loaded, engine, config, meters);
        loader = new CheckpointLoader(voices, checkpoints, loaded, new Pins(config), config, meters);
    }

    @AfterEach
    void close() throws InterruptedException {
        loader.stop(new ShutdownEvent());
    }

    @Test
    void isReadyOnceEveryVoiceIsVerifiedOrRefused() {
        assertThat(loader.restored()).isFalse();

        loader.restore(List.of(
                List.of(published(TestVoice.of("ada", 1))),
                List.of(published(TestVoice.of("bob", 1).withBase("none")))));

        await().until(loader::restored);
        assertThat(versionOf("ada")).isEqualTo(1);
        assertThat(voices.current("bob")).isEmpty();
        assertThat(voices.refusals()).extracting(Refusal::voice).containsExactly("bob");
        assertThat(meters.counter("yinsong.synth.checkpoints", "outcome", "refused")
                        .count())
                .isEqualTo(1);
        assertThat(engine.mergedVoices()).as("nobody has asked for a voice yet").isZero();
    }

    @Test
    void isReadyWithoutAnyVoice() {
        loader.restore(List.of());

        assertThat(loader.restored()).isTrue();
    }

    @Test
    void fallsBackToAnOlderVersionAndTellsWhatIsWrongWithTheNewest() {
        var good = published(TestVoice.of("ada", 1));
        var bad = published(TestVoice.of("ada", 2).withBase("none"));
        var worse = published(TestVoice.of("ada", 3).withBase("none"));

        loader.restore(List.of(List.of(worse, bad, good)));

        await().until(loader::restored);
        assertThat(versionOf("ada")).isEqualTo(1);
        assertThat(voices.refusals()).extracting(Refusal::version).containsExactly(3);
    }

    @Test
    void fallsBackAlsoWhenTheTopicHoldsTheNewestAloneAndItTellsOfTheOthers() {
        var good = published(TestVoice.of("ada", 1));
        var bad = published(TestVoice.of("ada", 2).withBase("none"), good);

        loader.restore(List.of(List.of(bad)));

        await().until(loader::restored);
        assertThat(versionOf("ada")).isEqualTo(1);
        assertThat(voices.refusals()).extracting(Refusal::version).containsExactly(2);
    }

    @Test
    void aBadVersionLaterOnNeverReplacesTheGoodOneByAnOlder() {
        var first = published(TestVoice.of("ada", 1));
        loader.restore(List.of(List.of(published(TestVoice.of("ada", 2), first))));
        await().until(loader::restored);

        loader.publish(published(TestVoice.of("ada", 3).withBase("none"), first));

        await().until(() -> !voices.refusals().isEmpty());
        assertThat(versionOf("ada")).isEqualTo(2);
    }

    @Test
    void everyVersionThatAnEventTellsOfCanBePinned() {
        loader.restore(List.of(List.of(published(TestVoice.of("ada", 2), published(TestVoice.of("ada", 1))))));
        await().until(loader::restored);

        try (var lease = voices.lease(VoiceName.of("ada@1"))) {
            assertThat(lease.version()).isEqualTo("1");
            lease.tuned();
        }
    }

    @Test
    void isReadyOnlyWhenWhatThePinsNameIsInMemory() {
        begin(TestConfig.with("pins", "ada,bob@1", "retry", "10ms"));

        loader.restore(List.of(
                List.of(published(TestVoice.of("ada", 1))),
                List.of(published(TestVoice.of("bob", 2), published(TestVoice.of("bob", 1)))),
                List.of(published(TestVoice.of("carl", 1)))));

        await().until(loader::restored);
        assertThat(loaded.has(known("ada", 1))).isTrue();
        assertThat(loaded.has(known("bob", 1))).isTrue();
        assertThat(loaded.has(known("bob", 2))).isFalse();
        assertThat(loaded.has(known("carl", 1))).isFalse();
        var before = known("ada", 1);
        loader.publish(published(TestVoice.of("ada", 2)));
        await().until(() -> versionOf("ada") == 2);
        await().until(() -> !loaded.has(before));
        assertThat(loaded.has(known("ada", 2))).isTrue();
    }

    @Test
    void theSuccessorOfAVoiceInMemoryIsMergedBeforeItIsSwappedIn() {
        loader.publish(published(TestVoice.of("ada", 1)));
        await().until(() -> voices.current("ada").isPresent());
        try (var lease = voices.lease(VoiceName.of("ada"))) {
            lease.tuned();
        }

        loader.publish(published(TestVoice.of("ada", 2)));

        await().until(() -> versionOf("ada") == 2);
        assertThat(loaded.has(known("ada", 2))).isTrue();
        await().until(() -> engine.mergedVoices() == 1);
    }

    @Test
    void waitsForABlobStoreThatIsAway() {
        var checkpoint = published(TestVoice.of("ada", 1));
        blobs.goAway(3);

        loader.restore(List.of(List.of(checkpoint)));

        await().until(loader::restored);
        assertThat(blobs.absencesLeft()).isZero();
        assertThat(versionOf("ada")).isEqualTo(1);
        assertThat(voices.refusals()).isEmpty();
    }

    @Test
    void whatWaitedNeverReplacesWhatCameLater() {
        blobs.goAway(1);
        loader.publish(published(TestVoice.of("ada", 1)));
        loader.publish(published(TestVoice.of("ada", 2)));
        loader.publish(published(TestVoice.of("bob", 1)));

        await().until(() -> voices.current("bob").isPresent() && blobs.absencesLeft() == 0);
        loader.publish(published(TestVoice.of("carl", 1)));
        await().until(() -> voices.current("carl").isPresent());
        assertThat(versionOf("ada")).isEqualTo(2);
    }

    @Test
    void whatWaitsIsTakenThoughABadVersionCameAfterIt() {
        loader.publish(published(TestVoice.of("ada", 1)));
        await().until(() -> voices.current("ada").isPresent());
        blobs.goAway(1);

        loader.publish(published(TestVoice.of("ada", 2)));
        loader.publish(published(TestVoice.of("ada", 3).withBase("none")));

        await().until(() -> versionOf("ada") == 2);
    }

    @Test
    void aPinThatCanNotBeMergedTakesNothingFromTheVersionThatSpeaks() {
        begin(TestConfig.with("pins", "ada@1", "retry", "10ms"));
        loader.publish(published(TestVoice.of("ada", 2)));
        await().until(() -> voices.current("ada").isPresent());
        engine.failsToMerge(new IllegalStateException("no memory, on purpose"));

        loader.publish(published(TestVoice.of("ada", 3), published(TestVoice.of("ada", 1))));

        await().until(() -> versionOf("ada") == 3);
        loader.publish(published(TestVoice.of("bob", 1)));
        await().until(() -> voices.current("bob").isPresent());
        assertThat(versionOf("ada")).isEqualTo(3);
        assertThat(voices.refusals()).isEmpty();
    }

    @Test
    void stopsOnlyWhenTheLoadingThatIsUnderWayIsOver() {
        var stopping = Thread.ofPlatform().unstarted(this::stop);
        var states = new ArrayList<Thread.State>();
        blobs.during(() -> {
            stopping.start();
            while (!EnumSet.of(Thread.State.TIMED_WAITING, Thread.State.TERMINATED)
                    .contains(stopping.getState())) {
                Thread.onSpinWait();
            }
            states.add(stopping.getState());
        });

        loader.publish(published(TestVoice.of("ada", 1)));

        await().until(() -> stopping.getState() == Thread.State.TERMINATED);
        assertThat(states).containsExactly(Thread.State.TIMED_WAITING);
    }

    private void stop() {
        try {
            loader.stop(new ShutdownEvent());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anErrorInALoadingNeitherHidesNorEndsTheLoadingOfOthers() {
        blobs.during(() -> {
            throw new StackOverflowError("on purpose");
        });
        loader.restore(List.of(List.of(published(TestVoice.of("ada", 1)))));
        await().until(loader::restored);
        assertThat(voices.refusals())
                .extracting(Refusal::reason)
                .containsExactly("it can't be loaded: java.lang.StackOverflowError: on purpose");

        blobs.during(() -> {});
        loader.publish(published(TestVoice.of("bob", 1)));

        await().until(() -> voices.current("bob").isPresent());
    }

    private int versionOf(String voice) {
        return voices.current(voice).orElseThrow().version();
    }

    private Checkpoint known(String voice, int version) {
        return voices.known(voice, version).orElseThrow();
    }

    private CheckpointPublished published(TestVoice voice, CheckpointPublished... others) {
        return new CheckpointPublished(
                UUID.randomUUID(),
                Instant.EPOCH,
                voice.name(),
                voice.version(),
                UUID.randomUUID(),
                voice.base(),
                blobs.put(voice.archive()),
                Arrays.stream(others).map(CheckpointPublished::current).toList());
    }
}
