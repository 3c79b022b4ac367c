package dev.yinsong.synth.speech;

import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.common.text.Speakable;
import dev.yinsong.common.text.UnspeakableText;
import dev.yinsong.synth.SynthConfig;
import dev.yinsong.synth.engine.Manner;
import dev.yinsong.synth.voice.VoiceName;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request that was checked.
 *
 * @param text cleaned, with something to say, not too long; lines are apart
 * @param delivery how it travels; it carries the format
 * @param deadline the time for the whole answer
 */
record SpeechRequest(
        String text, SpeakerChoice speaker, AudioFormat format, Delivery delivery, Manner manner, Duration deadline) {

    private static final String FORMATS =
            Arrays.stream(AudioFormat.values()).map(AudioFormat::extension).collect(Collectors.joining(", "));

    /**
     * Checks every field.
     *
     * @param limits of the service
     * @throws InvalidSpeech naming the field
     */
    static SpeechRequest of(SpeechBody body, SynthConfig.Synth limits) {
        return of(
                body,
                () -> new SpeakerChoice.Named(voice(body.voice()), body.adapter() == null || body.adapter()),
                limits);
    }

    /** As {@link #of(SpeechBody, SynthConfig.Synth)}, for a form that may have a clip to imitate. */
    static SpeechRequest of(SpeechForm form, SynthConfig.Synth limits) {
        var reference = form.reference();
        if (reference.isEmpty()) {
            return of(form.body(), limits);
        }
        if (form.body().voice() != null) {
            throw new InvalidSpeech("voice", "Either a voice speaks or a reference is imitated, not both.");
        }
        return of(form.body(), reference::get, limits);
    }

    private static SpeechRequest of(SpeechBody body, Supplier<SpeakerChoice> speaker, SynthConfig.Synth limits) {
        var format = format(body.responseFormat());
        return new SpeechRequest(
                text(body.input(), limits.maxCharacters()),
                speaker.get(),
                format,
                delivery(body, format),
                manner(body),
                deadline(body.deadline(), limits.deadline()));
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
        } catch (UnspeakableText e) {
            throw new InvalidSpeech("input", String.valueOf(e.getMessage()));
        }
        return input.lines().flatMap(line -> cleaned(line).stream()).collect(Collectors.joining("\n"));
    }

    /** A line of a text that can be spoken; nothing, where it is one without a letter or digit that would be said. */
    private static Optional<String> cleaned(String line) {
        try {
            return Optional.of(Speakable.cleaned(line, line.length()));
        } catch (UnspeakableText silent) {
            return Optional.empty();
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

    private static Delivery delivery(SpeechBody body, AudioFormat format) {
        boolean whole = body.stream() != null && !body.stream();
        var delivery = switch (body.streamFormat()) {
            case null -> whole ? Delivery.WHOLE : Delivery.CHUNKS;
            case "audio" -> whole ? Delivery.WHOLE : Delivery.CHUNKS;
            case "sse" -> Delivery.EVENTS;
            case String other ->
                throw new InvalidSpeech("stream_format", "stream_format must be audio or sse, was " + other + ".");
        };
        if (!delivery.carries(format)) {
            throw new InvalidSpeech(
                    "stream_format",
                    "%s can't be cut into events, for its header tells of the whole; sse takes mp3, opus, aac and pcm."
                            .formatted(format.extension()));
        }
        if (whole && delivery == Delivery.EVENTS) {
            throw new InvalidSpeech("stream", "stream can't be false where stream_format is sse.");
        }
        return delivery;
    }

    private static Duration deadline(@Nullable Double seconds, Duration longest) {
        if (seconds == null) {
            return longest;
        }
        double most = longest.toMillis() / 1000.0;
        require(seconds > 0 && seconds <= most, "deadline", "above 0, at most " + most + " seconds", seconds);
        return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
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
