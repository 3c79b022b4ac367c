package dev.yinsong.synth.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.synth.engine.Manner;
import dev.yinsong.synth.engine.SpeechSink;
import dev.yinsong.synth.engine.SpokenPiece;
import dev.yinsong.synth.engine.Talker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class VoicesTest {

    private final Voices voices = new Voices(new SimpleMeterRegistry());

    @Test
    void aLeaseKeepsTheVersionThatItBeganWith() {
        var first = new Silent();
        var second = new Silent();
        voices.swap(new LoadedVoice("anna", 1, first, Silent::new));

        var lease = voices.lease(VoiceName.of("anna"));
        voices.swap(new LoadedVoice("anna", 2, second, Silent::new));

        assertThat(lease.version()).isEqualTo(1);
        assertThat(lease.tuned()).isSameAs(first);
        assertThat(first.closed).isFalse();
        assertThat(voices.lease(VoiceName.of("anna")).tuned()).isSameAs(second);
    }

    @Test
    void aReplacedVersionIsFreedWhenItsLastLeaseEnds() {
        var tuned = new Silent();
        var base = new Silent();
        voices.swap(new LoadedVoice("anna", 1, tuned, () -> base));
        var one = voices.lease(VoiceName.of("anna"));
        var other = voices.lease(VoiceName.of("anna"));
        assertThat(other.base()).isSameAs(base);
        voices.retire("anna");

        one.close();
        one.close();
        assertThat(tuned.closed).isFalse();
        other.close();

        assertThat(tuned.closed).isTrue();
        assertThat(base.closed).isTrue();
    }

    @Test
    void aVersionThatNobodyHoldsIsFreedAtTheSwap() {
        var tuned = new Silent();
        voices.swap(new LoadedVoice("anna", 1, tuned, Silent::new));

        voices.swap(new LoadedVoice("anna", 2, new Silent(), Silent::new));

        assertThat(tuned.closed).isTrue();
    }

    @Test
    void refusesWhatIsNotLoaded() {
        voices.swap(new LoadedVoice("anna", 2, new Silent(), Silent::new));

        assertThat(voices.lease(VoiceName.of("anna@2")).version()).isEqualTo(2);
        assertThatThrownBy(() -> voices.lease(VoiceName.of("anna@1"))).isInstanceOf(VoiceNotFound.class);
        assertThatThrownBy(() -> voices.lease(VoiceName.of("bob"))).isInstanceOf(VoiceNotFound.class);
        voices.retire("anna");
        assertThatThrownBy(() -> voices.lease(VoiceName.of("anna"))).isInstanceOf(VoiceNotFound.class);
    }

    @Test
    void aRefusalShowsUntilAGoodVersionComes() {
        var refusal = new Refusal("anna", 1, "damaged", Instant.EPOCH);

        voices.refuse(refusal);
        assertThat(voices.refusals()).containsExactly(refusal);
        voices.swap(new LoadedVoice("anna", 2, new Silent(), Silent::new));

        assertThat(voices.refusals()).isEmpty();
    }

    @Test
    void nobodyEverHoldsAFreedVersion() throws Exception {
        voices.swap(new LoadedVoice("anna", 1, new Silent(), Silent::new));
        var running = new AtomicBoolean(true);
        Callable<Integer> reader = () -> {
            int leases = 0;
            while (running.get()) {
                try (var lease = voices.lease(VoiceName.of("anna"))) {
                    assertThat(((Silent) lease.tuned()).closed.get()).isFalse();
                    leases++;
                }
            }
            return leases;
        };

        try (var threads = Executors.newFixedThreadPool(3)) {
            var readers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 3; i++) {
                readers.add(threads.submit(reader));
            }
            for (int version = 2; version < 5000; version++) {
                voices.swap(new LoadedVoice("anna", version, new Silent(), Silent::new));
            }
            running.set(false);

            for (var done : readers) {
                assertThat(done.get()).isNotNegative();
            }
        }
    }

    private static final class Silent implements Talker {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public SpokenPiece speak(int[] textTokens, Manner manner, SpeechSink sink, BooleanSupplier unwanted) {
            sink.accept(new Waveform(new float[1], sampleRate()));
            return new SpokenPiece(1, 1.0 / sampleRate(), true);
        }

        @Override
        public int sampleRate() {
            return 16_000;
        }

        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public void close() {
            assertThat(closed.getAndSet(true)).as("closed twice").isFalse();
        }
    }
}
