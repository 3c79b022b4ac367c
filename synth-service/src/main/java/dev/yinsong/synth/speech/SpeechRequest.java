package dev.yinsong.synth.speech;

import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.common.text.Speakable;
import dev.yinsong.common.text.UnspeakableText;
import dev.yinsong.synth.engine.Manner;
import dev.yinsong.synth.voice.VoiceName;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request that was checked.
 *
 * @param text cleaned, with something to say, not too long; lines are apart
 * @param adapted whether the voice's own weights speak, or the base's
 */
record SpeechRequest(String text, VoiceName voice, AudioFormat format, boolean adapted, Manner manner) {

    private static final String FORMATS =
            Arrays.stream(AudioFormat.values()).map(AudioFormat::extension).collect(Collectors.joining(", "));

    /**
     * Checks every field.
     *
     * @param maxCharacters the longest text
     * @throws InvalidSpeech naming the field
     */
    static SpeechRequest of(SpeechBody body, int maxCharacters) {
        streamFormat(body.streamFormat());
        return new SpeechRequest(
                text(body.input(), maxCharacters),
                voice(body.voice()),
                format(body.responseFormat()),
                body.adapter() == null || body.adapter(),
                manner(body));
    }

    /** Line by line, for a line is a sentence even without a full stop. */
    private static String text(@Nullable String input, int maxCharacters) {
        if (input == null || input.isBlank()) {
            throw new InvalidSpeech("input", "The text to speak is empty.");
        }
        int characters = input.codePointCount(0, input.length());
        if (characters > maxCharacters) {
            throw new InvalidSpeech(
                    "input",
                    "The text has %d characters; at most %d are allowed.".formatted(characters, maxCharacters));
        }
        try {
            Speakable.cleaned(input, input.length());
            return input.lines()
                    .filter(line -> line.codePoints().anyMatch(Character::isLetterOrDigit))
                    .map(line -> Speakable.cleaned(line, line.length()))
                    .collect(Collectors.joining("\n"));
        } catch (UnspeakableText e) {
            throw new InvalidSpeech("input", String.valueOf(e.getMessage()));
        }
    }

    private static VoiceName voice(@Nullable VoiceChoice voice) {
        if (voice == null || voice.id() == null || voice.id().isBlank()) {
            throw new InvalidSpeech("voice", "A voice is needed; GET /v1/audio/voices lists them.");
        }
        return VoiceName.of(voice.id());
    }

    private static AudioFormat format(@Nullable String name) {
        return name == null
                ? AudioFormat.MP3
                : AudioFormat.named(name)
                        .orElseThrow(() -> new InvalidSpeech(
                                "response_format",
                                "response_format must be one of " + FORMATS + ", was " + name + "."));
    }

    private static void streamFormat(@Nullable String format) {
        if (format != null && !format.equals("audio")) {
            throw new InvalidSpeech("stream_format", "stream_format must be audio, was " + format + ".");
        }
    }

    private static Manner manner(SpeechBody body) {
        double speed = body.speed() == null ? 1 : body.speed();
        require(speed >= 0.25 && speed <= 4, "speed", "0.25 to 4.0", speed);
        var temperature = body.temperature();
        require(
                temperature == null || (temperature > 0 && temperature <= 2),
                "temperature",
                "above 0, at most 2",
                temperature);
        var topP = body.topP();
        require(topP == null || (topP > 0 && topP <= 1), "top_p", "above 0, at most 1", topP);
        var topK = body.topK();
        require(topK == null || topK >= 1, "top_k", "at least 1", topK);
        var steps = body.steps();
        require(steps == null || (steps >= 1 && steps <= 100), "steps", "1 to 100", steps);
        long seed = body.seed() == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : body.seed();
        return new Manner(seed, speed, temperature, topP, topK, steps);
    }

    private static void require(boolean holds, String field, String range, @Nullable Number value) {
        if (!holds) {
            throw new InvalidSpeech(field, field + " must be " + range + ", was " + value + ".");
        }
    }
}
