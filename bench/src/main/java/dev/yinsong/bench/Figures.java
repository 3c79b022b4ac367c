package dev.yinsong.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * What a benchmark measured. The names of its JSON are a contract: they are compared across machines and versions.
 *
 * @param machine this machine's rates in the same run, so that figures of different machines can be compared
 */
record Figures(
        @JsonProperty("fp32") Precise fp32,
        @JsonProperty("bf16") Precise bf16,
        @JsonProperty("machine") Map<String, Double> machine) {

    /**
     * Training and speech in one precision.
     *
     * @param joint_step_s median seconds of a joint LoRA step
     * @param decode_early_tok_s tokens a second among the first fifty
     * @param decode_late_tok_s tokens a second among the last fifty
     * @param llm_s seconds of the language model for the utterance
     * @param flow_s seconds of the flow
     * @param hift_s seconds of the vocoder
     * @param rtf seconds of work a second of speech, once the process has spoken
     * @param first_speech_s seconds that the first second of speech took, with all that a process does once
     * @param peak_train_mib largest resident memory of a process that trains
     * @param peak_synth_mib largest resident memory of a process that speaks
     */
    @SuppressWarnings("checkstyle:ParameterName") // the names are those of the JSON
    record Precise(
            double joint_step_s,
            double decode_early_tok_s,
            double decode_late_tok_s,
            double llm_s,
            double flow_s,
            double hift_s,
            double rtf,
            double first_speech_s,
            double peak_train_mib,
            double peak_synth_mib) {

        static Precise of(Training training, Speaking speaking) {
            return new Precise(
                    training.stepSeconds(),
                    speaking.earlyTokensPerSecond(),
                    speaking.lateTokensPerSecond(),
                    speaking.llmSeconds(),
                    speaking.flowSeconds(),
                    speaking.vocoderSeconds(),
                    speaking.realTimeFactor(),
                    speaking.firstSpeechSeconds(),
                    training.peakMiB(),
                    speaking.peakMiB());
        }
    }

    /** What the process that trained measured of itself. */
    record Training(double stepSeconds, double peakMiB) {}

    /** What the process that spoke measured of itself. */
    record Speaking(
            double earlyTokensPerSecond,
            double lateTokensPerSecond,
            double llmSeconds,
            double flowSeconds,
            double vocoderSeconds,
            double realTimeFactor,
            double firstSpeechSeconds,
            double peakMiB) {

        Speaking withPeak(double mib) {
            return new Speaking(
                    earlyTokensPerSecond,
                    lateTokensPerSecond,
                    llmSeconds,
                    flowSeconds,
                    vocoderSeconds,
                    realTimeFactor,
                    firstSpeechSeconds,
                    mib);
        }
    }
}
