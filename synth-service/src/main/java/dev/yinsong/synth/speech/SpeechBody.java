package dev.yinsong.synth.speech;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a caller sends, as OpenAI's clients do; fields that are not listed are ignored. */
@Schema(name = "SpeechRequest")
record SpeechBody(
        @Schema(description = "A model of GET /v1/models; the only one there is when left out", examples = "tts-1")
        @Nullable
        String model,

        @Schema(description = "The text to speak, up to 4096 characters", required = true) @Nullable
        String input,

        @Schema(
                description =
                        "A voice of GET /v1/audio/voices, name@version for one version of it, name@base for a speaker of the base model; also an object with id",
                required = true,
                implementation = String.class,
                examples = "kathleen")
        @Nullable
        VoiceChoice voice,

        @JsonProperty("response_format")
        @Schema(
                defaultValue = "mp3",
                enumeration = {"mp3", "wav", "flac", "opus", "aac", "pcm"})
        @Nullable
        String responseFormat,

        @Schema(defaultValue = "1.0", minimum = "0.25", maximum = "4.0") @Nullable
        Double speed,

        @JsonProperty("stream_format")
        @Schema(
                defaultValue = "audio",
                description =
                        "audio sends the file in chunks as it is spoken; sse sends speech.audio.delta events with base64, then speech.audio.done (mp3, opus, aac and pcm)",
                enumeration = {"audio", "sse"})
        @Nullable
        String streamFormat,

        @Schema(
                defaultValue = "true",
                description = "false sends the file when all of it is spoken, with the lengths in its header")
        @Nullable
        Boolean stream,

        @Schema(
                description =
                        "Seconds that the whole answer may take, waiting included; at most, and when left out, what the service allows")
        @Nullable
        Double deadline,

        @Schema(description = "The same seed, text and version give the same sound; a random one when left out")
        @Nullable
        Long seed,

        @Schema(description = "Of the language model's sampling; above 0, at most 2") @Nullable
        Double temperature,

        @JsonProperty("top_p") @Schema(description = "Of the language model's sampling; above 0, at most 1") @Nullable
        Double topP,

        @JsonProperty("top_k") @Schema(description = "Of the language model's sampling; at least 1") @Nullable
        Integer topK,

        @Schema(description = "Of the flow's solver; 1 to 100, fewer are faster and coarser") @Nullable
        Integer steps,

        @Schema(
                defaultValue = "true",
                description =
                        "false speaks with the unadapted base and this voice's speaker vector, to compare with; X-Voice-Version then says base")
        @Nullable
        Boolean adapter) {}
