package dev.yinsong.synth.speech;

import dev.yinsong.common.audio.AudioEncoder;
import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.synth.SynthConfig;
import dev.yinsong.synth.engine.Talker;
import dev.yinsong.synth.engine.VoiceEngine;
import dev.yinsong.synth.voice.VoiceLease;
import dev.yinsong.synth.voice.Voices;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Turns requests into speech, piece by piece, with the version that was current when the request came. */
@ApplicationScoped
class Speeches {

    private final Voices voices;
    private final VoiceEngine engine;
    private final SpeechPool pool;
    private final SpeechMeters meters;
    private final SynthConfig config;

    Speeches(Voices voices, VoiceEngine engine, SpeechPool pool, SpeechMeters meters, SynthConfig config) {
        this.voices = voices;
        this.engine = engine;
        this.pool = pool;
        this.meters = meters;
        this.config = config;
    }

    /** Speaks when its turn comes; who cancels ends the work after the piece that is being spoken. */
    Uni<Speech> speak(SpeechRequest request) {
        return Uni.createFrom().deferred(() -> {
            var lease = voices.lease(request.voice());
            return pool.run(unwanted -> speak(request, lease, unwanted), lease::close)
                    .onCancellation()
                    .invoke(meters::hungUp);
        });
    }

    private Speech speak(SpeechRequest request, VoiceLease lease, BooleanSupplier unwanted) {
        long start = System.nanoTime();
        var pieces = engine.pieces(request.text());
        if (pieces.isEmpty()) {
            throw new InvalidSpeech("input", "The text has nothing that can be spoken.");
        }
        var talker = request.adapted() ? lease.tuned() : lease.base();
        var sound = sound(pieces, request, talker, unwanted);
        if (sound.samples().length == 0) {
            throw new NothingSpoken();
        }
        var file = AudioEncoder.encode(sound, request.format());
        meters.spoken(sound.seconds(), System.nanoTime() - start);
        var version = request.adapted() ? Integer.toString(lease.version()) : "base";
        return new Speech(file, mediaType(request.format(), sound.sampleRate()), version);
    }

    private Waveform sound(List<int[]> pieces, SpeechRequest request, Talker talker, BooleanSupplier unwanted) {
        var joined = new JoinedSpeech(config.synth().pause());
        for (int i = 0; i < pieces.size(); i++) {
            if (unwanted.getAsBoolean()) {
                throw new CancellationException("the caller hung up before piece " + (i + 1) + " of " + pieces.size());
            }
            joined.add(talker.speakWhole(pieces.get(i), request.manner().forPiece(i), unwanted));
        }
        return joined.sound();
    }

    /** The content type; that of bare samples says how to read them. */
    private static String mediaType(AudioFormat format, int sampleRate) {
        return format == AudioFormat.PCM
                ? format.mediaType() + ";rate=" + sampleRate + ";channels=1;bits=16"
                : format.mediaType();
    }
}
