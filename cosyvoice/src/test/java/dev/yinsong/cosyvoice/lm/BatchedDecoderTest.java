package dev.yinsong.cosyvoice.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.model.SpeechLength;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.TinyModel;
import dev.yinsong.cosyvoice.nn.LowRanks;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchedDecoderTest {

    private static final int MOST = 4;

    @TempDir
    static Path folder;

    private static CosyVoice base;
    private final BatchedDecoder decoder =
            new BatchedDecoder(base.llm(), base.config().llm(), MOST);

    @BeforeAll
    static void load() {
        base = TinyModel.load(folder);
    }

    @AfterAll
    static void unload() {
        base.close();
    }

    @AfterEach
    void close() {
        decoder.close();
    }

    @Test
    void drawsTheSameTokensInABatchAsAlone() {
        var alone = new ArrayList<List<Integer>>();
        for (int seed = 0; seed < 6; seed++) { // more than fit in, so that some join while others speak
            try (var stream = decoder.join(utterance(seed), () -> false)) {
                alone.add(rest(stream));
            }
        }

        var streams = new ArrayList<TokenStream>();
        for (int seed = 0; seed < 6; seed++) {
            streams.add(decoder.join(utterance(seed), () -> false));
        }

        for (int seed = 0; seed < 6; seed++) {
            try (var stream = streams.get(seed)) {
                assertThat(rest(stream)).as("seed %d", seed).isEqualTo(alone.get(seed));
            }
        }
        assertThat(alone).doesNotHaveDuplicates().anyMatch(tokens -> tokens.size() > 40);
    }

    @Test
    void voicesOfDifferentRanksAndTheBaseShareABatch() {
        try (var one = RandomVoice.of(base, 2, 1);
                var other = RandomVoice.of(base, 4, 2)) {
            var voices = List.of(LowRanks.NONE, one, other, one);
            var alone = new ArrayList<List<Integer>>();
            for (int i = 0; i < 4; i++) {
                try (var stream = decoder.join(utterance(7, voices.get(i)), () -> false)) {
                    alone.add(rest(stream));
                }
            }

            var streams = new ArrayList<TokenStream>();
            for (int i = 0; i < 4; i++) {
                streams.add(decoder.join(utterance(7, voices.get(i)), () -> false));
            }

            for (int i = 0; i < 4; i++) {
                try (var stream = streams.get(i)) {
                    assertThat(rest(stream)).as("utterance %d", i).isEqualTo(alone.get(i));
                }
            }
            assertThat(alone.subList(0, 3)).doesNotHaveDuplicates();
        }
    }

    @Test
    void libtorchTakesTheStepsWhereJavaDoesNot() {
        try (var one = RandomVoice.of(base, 2, 1);
                var lm = new TensorLm(base.llm(), base.config().llm());
                var first = utterance(1, one);
                var second = utterance(2);
                var alone = utterance(1, one)) {
            for (int token = 0; token < 10; token++) {
                assertThat(first.draw() & second.draw()).isTrue();
                lm.step(List.of(first, second));
            }

            for (int token = 0; token < 10; token++) {
                assertThat(alone.draw()).isTrue();
                lm.step(List.of(alone));
            }
            assertThat(alone.tokens()).isEqualTo(first.tokens()).isNotEqualTo(second.tokens());
        }
    }

    @Test
    void whoIsUnwantedLeavesAndTheOthersGoOn() throws InterruptedException {
        var gone = new AtomicBoolean();
        var drawing = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        var lots = heldBy(gate, 2); // or it might have said all before it is unwanted
        try (var staying = decoder.join(utterance(1), () -> false);
                var leaving = decoder.join(
                        utterance(2, () -> {
                            drawing.countDown();
                            return lots.getAsDouble();
                        }),
                        gone::get)) {
            drawing.await();

            gone.set(true);
            gate.countDown();

            assertThatThrownBy(() -> rest(leaving)).isInstanceOf(CancellationException.class);
            assertThat(rest(staying)).isNotEmpty();
        }
    }

    @Test
    void aFailureIsThatOfOneUtterance() {
        try (var good = decoder.join(utterance(1), () -> false);
                var bad = decoder.join(
                        utterance(2, () -> {
                            throw new ArithmeticException("out of luck");
                        }),
                        () -> false)) {

            assertThatThrownBy(() -> rest(bad))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("out of luck");
            assertThat(rest(good)).isNotEmpty();
        }
    }

    @Test
    void anErrorEndsEverybodyAndTellsThemAndWhoComesLaterWhy() {
        var gate = new CountDownLatch(1);
        var held = decoder.join(utterance(1, heldBy(gate, 1)), () -> false);
        var bad = decoder.join(
                utterance(2, () -> {
                    throw new LinkageError("half an installation");
                }),
                () -> false);
        assertThat(decoder.failure()).isEmpty();

        gate.countDown();

        for (var stream : List.of(held, bad)) {
            assertThatThrownBy(() -> rest(stream)).hasRootCauseMessage("half an installation");
            stream.close();
        }
        assertThat(decoder.failure()).containsInstanceOf(LinkageError.class);
        var late = utterance(3);
        assertThatThrownBy(() -> decoder.join(late, () -> false)).hasRootCauseMessage("half an installation");
    }

    @Test
    void whoWaitsForAPlaceAndIsUnwantedIsDismissed() throws InterruptedException {
        var gate = new CountDownLatch(1);
        var streams = new ArrayList<TokenStream>();
        for (int seed = 0; seed < MOST; seed++) {
            streams.add(decoder.join(utterance(seed, heldBy(gate, seed)), () -> false));
        }

        try (var waiting = decoder.join(utterance(9), () -> true)) {
            gate.countDown();

            assertThatThrownBy(waiting::next).isInstanceOf(CancellationException.class);
        }
        for (var stream : streams) {
            assertThat(rest(stream)).isNotEmpty();
            stream.close();
        }
    }

    @Test
    void closingEndsEverybodyAndFreesAllTensors() {
        try (var earlier = new BatchedDecoder(base.llm(), base.config().llm(), MOST)) {
            rest(earlier.join(utterance(0), () -> false)); // position tables grow once
        }
        long before = Tensor.live();
        var first = decoder.join(utterance(1), () -> false);
        assertThat(first.next()).isPresent();

        decoder.close();

        assertThat(Tensor.live()).isEqualTo(before);
        var late = utterance(2);
        assertThatThrownBy(() -> decoder.join(late, () -> false)).isInstanceOf(IllegalStateException.class);
        assertThat(Tensor.live()).isEqualTo(before);
    }

    private static DoubleSupplier heldBy(CountDownLatch gate, long seed) {
        var random = new SplittableRandom(seed);
        return () -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return random.nextDouble();
        };
    }

    private static Decoding utterance(long seed) {
        return utterance(seed, LowRanks.NONE);
    }

    private static Decoding utterance(long seed, LowRanks updates) {
        return utterance(seed, updates, new SplittableRandom(seed)::nextDouble);
    }

    private static Decoding utterance(long seed, DoubleSupplier uniforms) {
        return utterance(seed, LowRanks.NONE, uniforms);
    }

    private static Decoding utterance(long seed, LowRanks updates, DoubleSupplier uniforms) {
        var lm = new SpeechLm(
                base.llm().weights().adapted(updates::of), base.config().llm());
        var text = new SplittableRandom(seed).ints(4 + seed, 0, 40).toArray();
        var sampler = new RasSampler(Sampling.of(base.config().llm().sampling()), uniforms);
        try (var scope = Scope.open()) {
            var prompt = lm.prompt(text, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, seed});
            return Decoding.start(
                    lm,
                    updates,
                    prompt,
                    Decoding.Limits.forText(text.length, SpeechLength.forCosyVoice300M()),
                    sampler);
        }
    }

    private static List<Integer> rest(TokenStream stream) {
        var tokens = new ArrayList<Integer>();
        for (OptionalInt token = stream.next(); token.isPresent(); token = stream.next()) {
            tokens.add(token.getAsInt());
        }
        return tokens;
    }
}
