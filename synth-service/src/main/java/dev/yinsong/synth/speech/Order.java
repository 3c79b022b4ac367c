package dev.yinsong.synth.speech;

import io.smallrye.mutiny.Multi;

/**
 * A request on its way.
 *
 * @param speaker who speaks it
 * @param deadline when it must be answered in full
 */
record Order(SpeechRequest request, Speaker speaker, Deadline deadline) {

    SpeechAnswer answer(String mediaType, Multi<byte[]> body) {
        return new SpeechAnswer(
                mediaType, speaker.voice(), speaker.version(), request.manner().seed(), body);
    }
}
