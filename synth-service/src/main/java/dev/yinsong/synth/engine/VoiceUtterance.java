package dev.yinsong.synth.engine;

import dev.yinsong.common.audio.Waveform;

/** An utterance of the real networks. */
record VoiceUtterance(dev.yinsong.cosyvoice.Utterance begun, int sampleRate) implements Utterance {

    @Override
    public SpokenPiece speak(SpeechSink sink, Runnable drawn) {
        var report = begun.speak(samples -> sink.accept(new Waveform(samples, sampleRate)), drawn);
        return new SpokenPiece(report.tokens().length, report.seconds(), report.ended());
    }

    @Override
    public void close() {
        begun.close();
    }
}
