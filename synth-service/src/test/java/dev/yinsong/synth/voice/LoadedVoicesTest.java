package dev.yinsong.synth.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.synth.Shelf;
import dev.yinsong.synth.TestConfig;
import dev.yinsong.synth.TestVoice;
import dev.yinsong.synth.engine.FakeEngine;
import dev.yinsong.synth.engine.Manner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedVoicesTest {

    private static final long ROOM_FOR_TWO = 2 * FakeEngine.MERGED_BYTES;

    private final FakeEngine engine = new FakeEngine();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Shelf blobs;
    private LoadedVoices loaded;

    @BeforeEach
    void open(@TempDir Path folder) {
        blobs = new Shelf(folder);
        var config = TestConfig.with("voice-memory", ROOM_FOR_TWO, "queue", 1);
        loaded = new LoadedVoices(new Checkpoints(blobs, engine), config, meters);
    }

    @Test
    void theLeastRecentlyUsedVoiceMakesRoomForAnother() throws BadCheckpoint {
        var anna = checkpoint("anna");
        var bob = checkpoint("bob");
        var carl = checkpoint("carl");
        use(anna);
        use(bob);
        use(anna);

        use(carl);

        assertThat(loaded.has(anna)).isTrue();
        assertThat(loaded.has(bob)).isFalse();
        assertThat(loaded.has(carl)).isTrue();
        assertThat(engine.mergedVoices()).isEqualTo(2);
        assertThat(meters.counter("yinsong.synth.merges", "outcome", "evicted").count())
                .isEqualTo(1);
        assertThat(meters.get("yinsong.synth.loaded.bytes").gauge().value()).isEqualTo(ROOM_FOR_TWO);
    }

    @Test
    void whoOnlyLooksWhetherAVoiceIsThereDoesNotKeepIt() throws BadCheckpoint {
        var anna = checkpoint("anna");
        var bob = checkpoint("bob");
        use(anna);
        use(bob);
        assertThat(loaded.has(anna)).isTrue();

        use(checkpoint("carl"));

        assertThat(loaded.has(anna)).isFalse();
        assertThat(loaded.has(bob)).isTrue();
    }

    @Test
    void aVoiceThatIsInMemoryAlreadyStaysWhenItIsUsedAgain() throws BadCheckpoint {
        var anna = checkpoint("anna");
        var bob = checkpoint("bob");
        use(anna);
        use(bob);
        loaded.holdIfLoaded(anna).orElseThrow().release();

        use(checkpoint("carl"));

        assertThat(loaded.has(anna)).isTrue();
        assertThat(loaded.has(bob)).isFalse();
    }

    @Test
    void whatAVoiceTakesIsAskedForOnce() throws BadCheckpoint {
        use(checkpoint("anna"));
        use(checkpoint("bob"));

        assertThat(meters.get("yinsong.synth.loaded.bytes").gauge().value()).isEqualTo(ROOM_FOR_TWO);

        assertThat(engine.timesWeighed()).isEqualTo(2);
    }

    @Test
    void aPinnedVoiceIsNeverEvicted() throws BadCheckpoint {
        var anna = checkpoint("anna");
        loaded.pin(anna);
        use(checkpoint("bob"));
        use(checkpoint("carl"));
        assertThat(loaded.has(anna)).isTrue();

        loaded.unpin(anna);
        use(checkpoint("dora"));
        use(checkpoint("emil"));

        assertThat(loaded.has(anna)).isFalse();
    }

    @Test
    void whoSpeaksWithAnEvictedVoiceEndsWithIt() throws BadCheckpoint {
        var anna = loaded.hold(checkpoint("anna"));
        use(checkpoint("bob"));
        use(checkpoint("carl"));
        assertThat(engine.mergedVoices()).isEqualTo(3);

        var manner = new Manner(1, 1, null, null, null, null);
        assertThat(anna.tuned().speakWhole(new int[1], manner, () -> false).seconds())
                .isPositive();
        anna.release();

        assertThat(engine.mergedVoices()).isEqualTo(2);
    }

    @Test
    void manyWhoWantTheSameVoiceWaitForOneLoading() throws Exception {
        var anna = checkpoint("anna");
        Callable<LoadedVoice> wanting = () -> loaded.hold(anna);

        var held = new ArrayList<LoadedVoice>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var each : threads.invokeAll(Collections.nCopies(8, wanting))) {
                held.add(each.get());
            }
        }

        assertThat(held).containsOnly(held.getFirst());
        assertThat(blobs.fetches()).isEqualTo(1);
        held.forEach(LoadedVoice::release);
        loaded.drop(anna);
        assertThat(engine.mergedVoices()).isZero();
    }

    @Test
    void othersAreAnsweredWhileAVoiceIsFreed() throws BadCheckpoint {
        var anna = checkpoint("anna");
        use(anna);
        use(checkpoint("bob"));
        var asked = new ArrayList<Boolean>();
        engine.duringClose(() -> asked.add(CompletableFuture.supplyAsync(() -> loaded.has(anna))
                .orTimeout(10, TimeUnit.SECONDS)
                .join()));

        use(checkpoint("carl"));
        loaded.drop(checkpoint("bob"));

        assertThat(asked).containsExactly(false, false);
    }

    @Test
    void whatCanNotBeMergedIsCounted() {
        var foreign = new Checkpoint("anna", 1, "another base", blobs.put(new byte[1]));

        assertThatThrownBy(() -> loaded.hold(foreign)).isInstanceOf(BadCheckpoint.class);

        assertThat(meters.counter("yinsong.synth.merges", "outcome", "failed").count())
                .isEqualTo(1);
    }

    private void use(Checkpoint checkpoint) throws BadCheckpoint {
        loaded.hold(checkpoint).release();
    }

    private Checkpoint checkpoint(String voice) {
        return new Checkpoint(
                voice, 1, FakeEngine.BASE_HASH, blobs.put(TestVoice.of(voice, 1).archive()));
    }
}
