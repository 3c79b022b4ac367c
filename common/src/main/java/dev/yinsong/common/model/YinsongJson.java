package dev.yinsong.common.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What suits a base model: {@code yinsong.json}. Every entry may be left out and then has CosyVoice-300M's value.
 *
 * @param name what people call the base
 * @param languages codes of the languages that it speaks, such as {@code en}
 * @param licence of the weights, as an SPDX identifier or a sentence
 * @param training how a voice is trained on it
 * @param stop when each network's training stops
 * @param speech how long a text's speech may become
 * @param flowSteps in how many steps the flow goes from noise to speech, unless a request asks for another number
 */
public record YinsongJson(
        String name,
        List<String> languages,
        String licence,
        TrainingDefaults training,
        StopThresholds stop,
        SpeechLength speech,
        Integer flowSteps) { // boxed, as the constructor that reads it may be given none

    private static final int USUAL_FLOW_STEPS = 10;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    public YinsongJson(
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("languages") @Nullable List<String> languages,
            @JsonProperty("licence") @Nullable String licence,
            @JsonProperty("training") @Nullable TrainingDefaults training,
            @JsonProperty("stop") @Nullable StopThresholds stop,
            @JsonProperty("speech") @Nullable SpeechLength speech,
            @JsonProperty("flowSteps") @Nullable Integer flowSteps) {
        if (flowSteps != null && flowSteps < 1) {
            throw new IllegalArgumentException("flowSteps must be at least 1, was " + flowSteps);
        }
        this.name = name == null ? "CosyVoice-300M" : name;
        this.languages = languages == null ? List.of("zh", "en", "ja", "yue", "ko") : List.copyOf(languages);
        this.licence = licence == null ? "Apache-2.0" : licence;
        this.training = training == null ? TrainingDefaults.forCosyVoice300M() : training;
        this.stop = stop == null ? StopThresholds.forCosyVoice300M() : stop;
        this.speech = speech == null ? SpeechLength.forCosyVoice300M() : speech;
        this.flowSteps = flowSteps == null ? USUAL_FLOW_STEPS : flowSteps;
    }

    /** What suits CosyVoice-300M. */
    public static YinsongJson forCosyVoice300M() {
        return new YinsongJson(null, null, null, null, null, null, null);
    }

    /**
     * Reads a file.
     *
     * @throws BadModel when it is not JSON, or has an entry of another name or kind
     */
    public static YinsongJson read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), YinsongJson.class);
        } catch (JsonProcessingException e) {
            throw new BadModel(file + " is not a sound yinsong.json: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes a file. */
    public void write(Path file) {
        try {
            Files.writeString(file, JSON.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Raw losses at which a network's training stops.
     *
     * @param llm cross-entropy in nats a token
     * @param flow mean squared error of a mel value
     */
    public record StopThresholds(
            @JsonProperty(value = "llm", required = true) double llm,
            @JsonProperty(value = "flow", required = true) double flow) {

        static StopThresholds forCosyVoice300M() {
            return new StopThresholds(1.5, 0.3);
        }
    }
}
