package dev.yinsong.cosyvoice.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.yinsong.cosyvoice.config.MelNorm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a voice beside its weights: {@code voice.json}.
 *
 * @param voice the voice's name
 * @param version counted from 1 for each voice
 * @param baseHash the base model that it was trained on, as {@link dev.yinsong.common.model.ModelDirectory#hash()}
 * @param speaker the mean of the clips' speaker vectors, as used in training; not to be changed
 * @param stopReason why training ended
 * @param start held-out losses before training
 * @param end held-out losses of what was kept
 * @param gate what the gate measured, free of form
 * @param seed of the training's random numbers
 * @param settings of the training, free of form
 * @param clips ids of the clips that it learned from
 * @param melNorm how the flow's mel was normalised in training; null where it was not, which is usual
 * @param language of the clips, as in BCP 47; null where nobody told, as in cards of before this field
 */
public record VoiceCard(
        String voice,
        int version,
        String baseHash,
        float[] speaker,
        String stopReason,
        Losses start,
        Losses end,
        Map<String, Object> gate,
        long seed,
        Map<String, Object> settings,
        List<String> clips,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MelNorm melNorm,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String language) {

    private static final int MAX_SPEAKER = 4096;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a later version may add to the card
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * A card to be written.
     *
     * @param speaker see {@link #speaker()}
     */
    public static VoiceCardBuilder of(String voice, int version, String baseHash, float[] speaker) {
        return new VoiceCardBuilder(voice, version, baseHash, speaker);
    }

    /** This card, to be written differently. */
    public VoiceCardBuilder rewritten() {
        return new VoiceCardBuilder(this);
    }

    /** How the flow's mel is normalised. */
    public MelNorm norm() {
        return melNorm == null ? MelNorm.NONE : melNorm;
    }

    /**
     * Raw losses; null where a network was not trained.
     *
     * @param llmNats cross-entropy in nats a token
     * @param flowError mean squared error of a mel value
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Losses(@Nullable Double llmNats, @Nullable Double flowError) {

        /** Of networks that were trained elsewhere. */
        public static final Losses UNKNOWN = new Losses(null, null);
    }

    /**
     * @throws IllegalArgumentException when the speaker vector is empty, zero or not finite, or the version below 1
     */
    public VoiceCard {
        requirePresent(voice, "voice");
        requirePresent(baseHash, "baseHash");
        requirePresent(speaker, "speaker");
        requirePresent(stopReason, "stopReason");
        requirePresent(start, "start");
        requirePresent(end, "end");
        requirePresent(gate, "gate");
        requirePresent(settings, "settings");
        requirePresent(clips, "clips");
        if (voice.isBlank() || baseHash.isBlank()) {
            throw new IllegalArgumentException("a voice needs a name and the hash of its base");
        }
        if (version < 1) {
            throw new IllegalArgumentException("version must be at least 1, was " + version);
        }
        speaker = speaker.clone();
        requireDirection(speaker);
        gate = Collections.unmodifiableMap(new LinkedHashMap<>(gate));
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        clips = List.copyOf(clips);
    }

    /** The bytes of {@code voice.json}. */
    byte[] json() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A card from the bytes of {@code voice.json}. */
    static VoiceCard parse(byte[] json) throws IOException {
        return JSON.readValue(json, VoiceCard.class);
    }

    /** A file may lack what the type promises. */
    private static void requirePresent(@Nullable Object value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("a voice's card needs a " + name);
        }
    }

    private static void requireDirection(float[] speaker) {
        if (speaker.length == 0 || speaker.length > MAX_SPEAKER) {
            throw new IllegalArgumentException("a speaker vector of " + speaker.length + " values");
        }
        double square = 0;
        for (float value : speaker) {
            square += (double) value * value;
        }
        if (!(square > 0) || !Double.isFinite(square)) {
            throw new IllegalArgumentException("a speaker vector must have a direction; its squares sum to " + square);
        }
    }
}
