package dev.yinsong.synth.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.synth.engine.Manner;
import dev.yinsong.synth.engine.SpeechSink;
import dev.yinsong.synth.engine.SpokenPiece;
import dev.yinsong.synth.engine.Talker;
import dev.yinsong.synth.engine.TextPiece;
import dev.yinsong.synth.engine.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class RecitalTest {

    private static final int RATE = 1000;
    private static final Manner MANNER = new Manner(7, 1, null, null, null, null);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final WholeSound sound = new WholeSound();

    @Test
    void piecesFollowEachOtherWithASilenceBetween() {
        var spoken = recital(sound, () -> false).speak(List.of(piece("one", 3), piece("two", 2)));

        var samples = sound.at(RATE).samples();
        assertThat(samples).hasSize(30 + 20 + 20);
        assertThat(samples[29]).isEqualTo(3);
        assertThat(samples[30]).isZero();
        assertThat(samples[49]).isZero();
        assertThat(samples[50]).isEqualTo(2);
        assertThat(spoken.seconds()).isCloseTo(0.07, within(1e-9));
    }

    @Test
    void tellsWhenEachPieceIsHeardAndHowManyTokensItTook() {
        var spoken = recital(sound, () -> false).speak(List.of(piece("one", 3), piece("two", 2)));

        assertThat(spoken.timings()).containsExactly(new Timing(0, 0, 0.03, "one"), new Timing(1, 0.05, 0.07, "two"));
        assertThat(spoken.textTokens()).isEqualTo(5);
        assertThat(spoken.speechTokens()).isEqualTo(50);
    }

    @Test
    void countsThePiecesThatRanIntoTheirLimit() {
        var talker = new Counting() {
            @Override
            public SpokenPiece speak(int[] tokens, Manner manner, SpeechSink sink, BooleanSupplier unwanted) {
                var piece = super.speak(tokens, manner, sink, unwanted);
                return new SpokenPiece(piece.tokens(), piece.seconds(), tokens.length < 3);
            }
        };

        var spoken = new Recital(talker, MANNER, PAUSE, sound, () -> false)
                .speak(List.of(piece("one", 3), piece("two", 2), piece("three", 3)));

        assertThat(spoken.unfinished()).isEqualTo(2);
    }

    @Test
    void aPieceThatSaysNothingLeavesNoPause() {
        var spoken = recital(sound, () -> false).speak(List.of(piece("one", 1), piece("", 0), piece("three", 1)));

        assertThat(sound.at(RATE).samples()).hasSize(10 + 20 + 10);
        assertThat(spoken.timings()).extracting(Timing::id).containsExactly(0, 2);
    }

    @Test
    void aTextThatSaysNothingIsAnError() {
        var silent = recital(sound, () -> false);

        assertThatThrownBy(() -> silent.speak(List.of(piece("", 0)))).isInstanceOf(NothingSpoken.class);
    }

    @Test
    void chunksAreHandedOnBeforeTheNextPieceBegins() {
        var order = new ArrayList<String>();
        var talker = new Counting() {
            @Override
            public SpokenPiece speak(int[] tokens, Manner manner, SpeechSink sink, BooleanSupplier unwanted) {
                order.add("begins " + tokens.length);
                return super.speak(tokens, manner, sink, unwanted);
            }
        };
        SpeechSink listening = chunk -> order.add("hears " + chunk.samples().length);

        new Recital(talker, MANNER, PAUSE, listening, () -> false).speak(List.of(piece("a", 2), piece("b", 1)));

        assertThat(order).containsExactly("begins 2", "hears 10", "hears 10", "begins 1", "hears 20", "hears 10");
    }

    @Test
    void theNextPieceIsBegunWhileTheSoundOfThisOneIsMade() {
        var order = new ArrayList<String>();
        SpeechSink listening = chunk -> order.add("hears " + chunk.samples().length);

        new Recital(new Ahead(order), MANNER, PAUSE, listening, () -> false)
                .speak(List.of(piece("a", 2), piece("b", 1)));

        assertThat(order)
                .containsExactly(
                        "begins 2", "begins 1", "hears 10", "hears 10", "ends 2", "hears 20", "hears 10", "ends 1");
    }

    @Test
    void aPieceThatWasBegunIsGivenUpWhenTheOneBeforeFails() {
        var order = new ArrayList<String>();
        SpeechSink full = _ -> {
            throw new IllegalStateException("full");
        };
        var recital = new Recital(new Ahead(order), MANNER, PAUSE, full, () -> false);

        assertThatThrownBy(() -> recital.speak(List.of(piece("a", 2), piece("b", 1))))
                .hasMessage("full");

        assertThat(order).containsExactly("begins 2", "begins 1", "ends 2", "ends 1");
    }

    @Test
    void whatBecomesUnwantedEndsBeforeTheNextPiece() {
        var unwanted = recital(sound, () -> sound.at(RATE).samples().length > 0);

        assertThatThrownBy(() -> unwanted.speak(List.of(piece("one", 1), piece("two", 1))))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("piece 2 of 2");
        assertThat(sound.at(RATE).samples()).hasSize(10);
    }

    private static Recital recital(SpeechSink sink, BooleanSupplier unwanted) {
        return new Recital(new Counting(), MANNER, PAUSE, sink, unwanted);
    }

    private static TextPiece piece(String text, int tokens) {
        return new TextPiece(text, new int[tokens]);
    }

    /** Has drawn all tokens of a piece before its first sound, and notes what it is told. */
    private static final class Ahead extends Counting {

        private final List<String> order;

        Ahead(List<String> order) {
            this.order = order;
        }

        @Override
        public Utterance begin(int[] tokens, Manner manner, BooleanSupplier unwanted) {
            order.add("begins " + tokens.length);
            return new Utterance() {
                @Override
                public SpokenPiece speak(SpeechSink sink, Runnable drawn) {
                    drawn.run();
                    return Ahead.this.speak(tokens, manner, sink, unwanted);
                }

                @Override
                public void close() {
                    order.add("ends " + tokens.length);
                }
            };
        }
    }

    /** Says ten samples a token, one chunk each, whose value is the number of tokens. */
    private static class Counting implements Talker {

        @Override
        public SpokenPiece speak(int[] tokens, Manner manner, SpeechSink sink, BooleanSupplier unwanted) {
            for (int i = 0; i < tokens.length; i++) {
                var samples = new float[10];
                Arrays.fill(samples, tokens.length);
                sink.accept(new Waveform(samples, RATE));
            }
            return new SpokenPiece(10 * tokens.length, tokens.length / 100.0, true);
        }

        @Override
        public int sampleRate() {
            return RATE;
        }

        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
