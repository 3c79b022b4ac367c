package dev.yinsong.synth.speech;

import dev.yinsong.common.audio.Waveform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Pieces of speech one after the other, with a silence between them. */
final class JoinedSpeech {

    private final Duration pause;
    private final List<Waveform> pieces = new ArrayList<>();

    JoinedSpeech(Duration pause) {
        this.pause = pause;
    }

    void add(Waveform piece) {
        if (!pieces.isEmpty() && piece.sampleRate() != pieces.getFirst().sampleRate()) {
            throw new IllegalArgumentException("pieces have different rates: " + pieces.getFirst() + ", " + piece);
        }
        pieces.add(piece);
    }

    /** All of it; there must be a piece. */
    Waveform sound() {
        int rate = pieces.getFirst().sampleRate();
        int silence = (int) (pause.toMillis() * rate / 1000);
        int spoken = pieces.stream().mapToInt(piece -> piece.samples().length).sum();
        var samples = new float[spoken + silence * (pieces.size() - 1)];
        int at = 0;
        for (var piece : pieces) {
            System.arraycopy(piece.samples(), 0, samples, at, piece.samples().length);
            at += piece.samples().length + silence;
        }
        return new Waveform(samples, rate);
    }
}
