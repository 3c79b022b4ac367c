package dev.yinsong.synth.speech;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.synth.engine.Manner;
import dev.yinsong.synth.engine.SpeechSink;
import dev.yinsong.synth.engine.SpokenPiece;
import dev.yinsong.synth.engine.Talker;
import dev.yinsong.synth.engine.TextPiece;
import dev.yinsong.synth.engine.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of a text spoken one after the other, with a silence between them: one sound without a seam, handed on as
 * it is made. For one thread, once.
 */
final class Recital {

    private final Talker talker;
    private final Manner manner;
    private final SpeechSink sink;
    private final BooleanSupplier unwanted;
    private final float[] pause;
    private final List<Timing> timings = new ArrayList<>();
    private long samples; // handed on
    private long pieceStart;
    private @Nullable Utterance next; // is begun before the present piece is over
    private boolean silent; // the present piece has said nothing yet

    /**
     * A recital that has not begun.
     *
     * @param sink gets every chunk
     * @param unwanted asked all the time; true ends the work at once
     */
    Recital(Talker talker, Manner manner, Duration pause, SpeechSink sink, BooleanSupplier unwanted) {
        this.talker = talker;
        this.manner = manner;
        this.sink = sink;
        this.unwanted = unwanted;
        this.pause = new float[(int) (pause.toMillis() * talker.sampleRate() / 1000)];
    }

    /**
     * Speaks.
     *
     * @throws NothingSpoken when the voice ended each piece before it had said anything
     * @throws CancellationException when it became unwanted
     */
    Spoken speak(List<TextPiece> pieces) {
        try {
            return speakAll(pieces);
        } finally {
            if (next != null) {
                next.close(); // begun, and never to be heard
            }
        }
    }

    private Spoken speakAll(List<TextPiece> pieces) {
        int textTokens = 0;
        int speechTokens = 0;
        int unfinished = 0;
        for (int i = 0; i < pieces.size(); i++) {
            if (unwanted.getAsBoolean()) {
                throw new CancellationException("unwanted before piece " + (i + 1) + " of " + pieces.size());
            }
            textTokens += pieces.get(i).tokens().length;
            var piece = speak(pieces, i);
            speechTokens += piece.tokens();
            unfinished += piece.ended() ? 0 : 1;
            if (!silent) {
                timings.add(new Timing(
                        i, seconds(pieceStart), seconds(samples), pieces.get(i).text()));
            }
        }
        if (samples == 0) {
            throw new NothingSpoken();
        }
        return new Spoken(List.copyOf(timings), seconds(samples), textTokens, speechTokens, unfinished);
    }

    /** Speaks one piece, and begins the next one when the language model is done with this one. */
    private SpokenPiece speak(List<TextPiece> pieces, int index) {
        silent = true;
        try (var piece = next == null ? begin(pieces, index) : next) {
            next = null;
            int following = index + 1;
            return piece.speak(this::handOn, () -> {
                if (following < pieces.size()) {
                    next = begin(pieces, following);
                }
            });
        }
    }

    private Utterance begin(List<TextPiece> pieces, int index) {
        return talker.begin(pieces.get(index).tokens(), manner.forPiece(index), unwanted);
    }

    private void handOn(Waveform chunk) {
        if (silent) {
            if (samples > 0 && pause.length > 0) {
                pass(new Waveform(pause, chunk.sampleRate()));
            }
            pieceStart = samples;
            silent = false;
        }
        pass(chunk);
    }

    private void pass(Waveform sound) {
        samples += sound.samples().length;
        sink.accept(sound);
    }

    private double seconds(long count) {
        return (double) count / talker.sampleRate();
    }
}
