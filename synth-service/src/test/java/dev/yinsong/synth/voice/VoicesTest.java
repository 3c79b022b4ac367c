package dev.yinsong.synth.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.synth.Shelf;
import dev.yinsong.synth.TestConfig;
import dev.yinsong.synth.TestVoice;
import dev.yinsong.synth.engine.FakeEngine;
import dev.yinsong.synth.engine.Manner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoicesTest {

    private final FakeEngine engine = new FakeEngine();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Shelf blobs;
    private LoadedVoices loaded;
    private Voices voices;

    @BeforeEach
    void open(@TempDir Path folder) {
        blobs = new Shelf(folder);
        var config = TestConfig.with("voice-memory", "1G", "retry", "3s");
        loaded = new LoadedVoices(new Checkpoints(blobs, engine), config, meters);
        voices = new Voices(loaded, engine, config, meters);
    }

    @Test
    void aVoiceIsLoadedWhenItIsFirstToSpeakAndOnlyOnce() {
        swap(checkpoint("bob", 1));
        assertThat(engine.mergedVoices()).isZero();

        try (var lease = lease("bob");
                var other = lease("bob")) {
            assertThat(lease.tuned()).isSameAs(other.tuned());
            assertThat(lease.version()).isEqualTo("1");
        }

        assertThat(engine.mergedVoices()).isEqualTo(1);
        assertThat(blobs.fetches()).isEqualTo(1);
    }

    @Test
    void aLeaseKeepsTheVersionThatItBeganWith() {
        swap(checkpoint("bob", 1));
        var lease = lease("bob");
        var first = lease.tuned();

        swap(checkpoint("bob", 2));

        assertThat(lease.version()).isEqualTo("1");
        assertThat(lease.tuned()).isSameAs(first);
        assertThat(speaks(lease)).isTrue();
        assertThat(lease("bob").version()).isEqualTo("2");
    }

    @Test
    void aLeaseThatHasNotSpokenYetKeepsItsVersionToo() {
        swap(checkpoint("bob", 1));
        var waiting = lease("bob");

        swap(checkpoint("bob", 2));

        assertThat(speaks(waiting)).isTrue();
        assertThat(waiting.version()).isEqualTo("1");
        waiting.close();
        assertThat(engine.mergedVoices()).as("the replaced version is freed").isZero();
    }

    @Test
    void aReplacedVersionIsFreedWhenItsLastLeaseEnds() {
        swap(checkpoint("bob", 1));
        var one = lease("bob");
        var other = lease("bob");
        one.tuned();
        other.base();
        swap(checkpoint("bob", 2));

        one.close();
        one.close();
        assertThat(speaks(other)).isTrue();
        other.close();

        assertThat(engine.mergedVoices()).isZero();
    }

    @Test
    void anOlderVersionCanBePinnedAsLongAsItIsKnown() {
        var first = checkpoint("bob", 1);
        voices.swap(checkpoint("bob", 2), List.of(checkpoint("bob", 2), first));

        try (var pinned = lease("bob@1")) {
            assertThat(pinned.version()).isEqualTo("1");
            assertThat(speaks(pinned)).isTrue();
        }

        assertThatThrownBy(() -> lease("bob@3")).isInstanceOf(VoiceNotFound.class);
        voices.retire("bob");
        assertThatThrownBy(() -> lease("bob@1")).isInstanceOf(VoiceNotFound.class);
        assertThat(engine.mergedVoices()).isZero();
    }

    @Test
    void aSpeakerOfTheBaseSpeaksUntilATrainedVoiceHasItsName() {
        try (var hummer = lease(FakeEngine.SPEAKER)) {
            assertThat(hummer.version()).isEqualTo("base");
            assertThat(speaks(hummer)).isTrue();
        }
        assertThat(voices.list()).extracting(VoiceView::id).containsExactly("anna", FakeEngine.SPEAKER);

        swap(checkpoint("anna", 1));

        assertThat(lease("anna").version()).isEqualTo("1");
        assertThat(lease("anna@base").version()).isEqualTo("base");
        assertThat(voices.list()).extracting(VoiceView::id).containsExactly("anna", "anna@base", FakeEngine.SPEAKER);
        assertThat(voices.list())
                .extracting(VoiceView::kind)
                .containsExactly(VoiceView.Kind.TRAINED, VoiceView.Kind.BASE, VoiceView.Kind.BASE);
    }

    @Test
    void theBaseNeverSpeaksInPlaceOfATrainedVoiceThatWasRefused() {
        voices.refuse(List.of(checkpoint("anna", 1)), "damaged");

        assertThatThrownBy(() -> lease("anna")).isInstanceOf(VoiceNotFound.class);
        assertThat(lease("anna@base").version()).isEqualTo("base");
    }

    @Test
    void whatCanNotBeLoadedIsRefusedAndTheGoodVersionBeforeItSpeaksAgain() {
        swap(checkpoint("bob", 1));
        swap(gone("bob", 2));

        try (var lease = lease("bob")) {
            assertThatThrownBy(lease::tuned)
                    .isInstanceOf(VoiceRefused.class)
                    .hasMessageContaining("version 2")
                    .hasMessageContaining("there is no blob");
        }

        assertThat(voices.refusals()).extracting(Refusal::version).containsExactly(2);
        assertThat(refusals()).isEqualTo(1);
        try (var lease = lease("bob")) {
            assertThat(lease.version()).isEqualTo("1");
            assertThat(speaks(lease)).isTrue();
        }
    }

    @Test
    void anOlderVersionThatCanNotBeLoadedIsNoFaultOfTheNewest() {
        voices.swap(checkpoint("bob", 2), List.of(gone("bob", 1)));

        try (var lease = lease("bob@1")) {
            assertThatThrownBy(lease::tuned).isInstanceOf(VoiceRefused.class);
        }

        assertThat(voices.refusals()).isEmpty();
        assertThat(lease("bob").version()).isEqualTo("2");
    }

    @Test
    void aVoiceThatIsRetiredBeforeItFailsStaysAway() {
        swap(gone("anna", 1));
        var lease = lease("anna");
        voices.retire("anna");

        assertThatThrownBy(lease::tuned).isInstanceOf(VoiceRefused.class);

        assertThat(voices.refusals()).isEmpty();
        assertThat(lease("anna").version())
                .as("the speaker of the base has its name again")
                .isEqualTo("base");
        assertThat(refusals()).isZero();
    }

    @Test
    void nothingStaysOfAVoiceThatIsRetiredBeforeItsOlderVersionSpeaks() {
        var first = checkpoint("bob", 1);
        voices.swap(checkpoint("bob", 2), List.of(first));
        var lease = lease("bob@1");
        voices.retire("bob");

        assertThat(speaks(lease)).isTrue();
        lease.close();

        assertThat(engine.mergedVoices()).isZero();
    }

    @Test
    void aStoreThatIsAwayIsNoFaultOfTheVoice() {
        swap(checkpoint("bob", 1));
        blobs.goAway(1);

        try (var lease = lease("bob")) {
            assertThatThrownBy(lease::tuned).isInstanceOfSatisfying(VoiceAway.class, away -> {
                assertThat(away.details().status()).isEqualTo(503);
                assertThat(away.headers()).containsEntry("Retry-After", "3");
            });
            assertThat(speaks(lease)).as("at the next try").isTrue();
        }

        assertThat(voices.refusals()).isEmpty();
    }

    @Test
    void aRefusalShowsUntilAGoodVersionComes() {
        voices.refuse(List.of(checkpoint("bob", 1)), "damaged");
        assertThat(voices.refusals()).extracting(Refusal::reason).containsExactly("damaged");

        swap(checkpoint("bob", 2));

        assertThat(voices.refusals()).isEmpty();
    }

    @Test
    void nobodyEverSpeaksWithAFreedVersion() throws Exception {
        var versions = new ArrayList<Checkpoint>();
        for (int version = 1; version <= 100; version++) {
            versions.add(checkpoint("bob", version));
        }
        swap(versions.getFirst());
        var running = new AtomicBoolean(true);
        Callable<Integer> reader = () -> {
            int spoken = 0;
            while (running.get()) {
                try (var lease = lease("bob")) {
                    assertThat(speaks(lease)).isTrue();
                    spoken++;
                }
            }
            return spoken;
        };

        try (var threads = Executors.newFixedThreadPool(3)) {
            var readers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 3; i++) {
                readers.add(threads.submit(reader));
            }
            versions.forEach(this::swap);
            running.set(false);

            for (var done : readers) {
                assertThat(done.get()).isNotNegative();
            }
        }
        voices.retire("bob");
        assertThat(engine.mergedVoices()).isZero();
    }

    private void swap(Checkpoint checkpoint) {
        voices.swap(checkpoint, List.of(checkpoint));
    }

    /** A version whose archive is not in the store. */
    private static Checkpoint gone(String voice, int version) {
        return new Checkpoint(
                voice, version, FakeEngine.BASE_HASH, new BlobRef(URI.create("file:/gone"), "f".repeat(64), 1));
    }

    private double refusals() {
        return meters.counter("yinsong.synth.checkpoints", "outcome", "refused").count();
    }

    private VoiceLease lease(String name) {
        return voices.lease(VoiceName.of(name));
    }

    /** A voice that is closed refuses to. */
    private static boolean speaks(VoiceLease lease) {
        var manner = new Manner(1, 1, null, null, null, null);
        return lease.tuned().speakWhole(new int[1], manner, () -> false).seconds() > 0;
    }

    private Checkpoint checkpoint(String voice, int version) {
        var archive = TestVoice.of(voice, version).archive();
        return new Checkpoint(voice, version, FakeEngine.BASE_HASH, blobs.put(archive));
    }
}
