package dev.yinsong.cosyvoice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.audio.MelConfig;
import dev.yinsong.common.model.BadModel;
import dev.yinsong.common.model.ModelYaml;
import dev.yinsong.cosyvoice.ReferenceData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CosyVoiceConfigTest {

    @Test
    void readsTheSizesOfCosyVoice300M() {
        var config = CosyVoiceConfigs.full();

        assertThat(config.llm().textInputSize()).isEqualTo(512);
        assertThat(config.llm().encoder().blocks()).isEqualTo(14);
        assertThat(config.llm().encoder().kind()).isEqualTo(EncoderConfig.Kind.TRANSFORMER);
        assertThat(config.llm().textEncoder().causal()).isTrue();
        assertThat(config.llm().sampling()).isEqualTo(new SamplingConfig(0.8, 25, 10, 0.1));
        assertThat(config.flow().encoder().causal()).isFalse();
        assertThat(config.flow().encoder().headSize()).isEqualTo(64);
        assertThat(config.flow().regulator()).isEqualTo(new LengthRegulatorConfig(80, 80, 4, 1));
        assertThat(config.flow().matching().sigmaMin()).isEqualTo(1e-6);
        assertThat(config.flow().matching().cosineSchedule()).isTrue();
        assertThat(config.flow().matching().estimator().attentionSize()).isEqualTo(512);
        assertThat(config.hift().samplesPerFrame()).isEqualTo(256);
        assertThat(config.hift().channels(1)).isEqualTo(128);
        assertThat(config.mel()).isEqualTo(MelConfig.cosyVoice());
        assertThat(config.frames(30)).isEqualTo(51);
    }

    @Test
    void readsUpstreamsOwnFile() {
        var config = CosyVoiceConfig.read(ReferenceData.file("golden/a/cosyvoice.yaml"));

        assertThat(config.llm().speechTokenSize()).isEqualTo(64);
        assertThat(config.flow().matching().estimator().attentionSize()).isEqualTo(16);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "macaron_style: False|macaron_style: True|llm.text_encoder.macaron_style is true; only false is supported",
                "use_cnn_module: False|use_cnn_module: True|llm.text_encoder.use_cnn_module is true; only false is supported",
                "use_cnn_module: False||llm.text_encoder.use_cnn_module is true; only false is supported",
                "pos_enc_layer_type: rel_pos_espnet|pos_enc_layer_type: rel_pos|only rel_pos_espnet is supported",
                "input_layer: linear_legacy|input_layer: embed|llm.llm.input_layer is embed; only linear_legacy is supported",
                "static_chunk_size: 1|static_chunk_size: 4|only 0 (see all) and 1 (causal) are supported",
                "encoder.ConformerEncoder|encoder.Paraformer|llm.text_encoder is a cosyvoice.transformer.encoder.Paraformer",
                "attention_heads: 16|attention_heads: 0|llm.text_encoder.attention_heads must be at least 1, is 0",
                "attention_heads: 16|attention_heads: 15|attention_heads is 15, which does not divide output_size 1024",
                "num_blocks: 6|num_blocks: six|llm.text_encoder.num_blocks must be a number, is six",
                "num_blocks: 6|num_blocks: 6.5|llm.text_encoder.num_blocks must be a whole number, is 6.5",
                "text_token_size: 51866||llm.text_token_size is missing",
                "channels: [256, 256]|channels: [250]|flow.decoder.estimator.channels is 8, which does not divide",
                "channels: [256, 256]|channels: 256|flow.decoder.estimator.channels must be a list",
                "act_fn: gelu|act_fn: snakebeta|flow.decoder.estimator.act_fn is snakebeta; only gelu is supported",
                "solver: euler|solver: heun|flow.decoder.cfm_params.content.solver is heun; only euler is supported",
                "in_channels: 320|in_channels: 240|flow.decoder.estimator.in_channels is 240",
                "upsample_rates: [8, 8]|upsample_rates: [8, 8, 4]|upsample_kernel_sizes must have at least 3 elements, has 2",
                "base_channels: 512|base_channels: 3|hift.base_channels must be at least 4, is 3",
                "n_fft: 16|n_fft: 15|hift.istft_params.n_fft must be even, is 15",
                "hop_len: 4|hop_len: 16|hift.istft_params.hop_len must be less than n_fft 16, is 16",
                "tau_r: 0.1|tau_r: -0.1|llm.sampling.tau_r must not be negative, is -0.1",
                "input_frame_rate: 50|input_frame_rate: 0|flow.input_frame_rate must be above 0, is 0",
                "lsm_weight: 0|lsm_weight: 1.5|llm.lsm_weight must lie between 0 and 1, is 1.5",
                "top_k: 25|top_k: 0|llm.sampling.top_k must be at least 1, is 0",
                "utils.common.ras_sampling|utils.common.nucleus|only ras_sampling is supported",
                "center: False|center: True|feat_extractor.center is true; only false is supported",
            })
    void refusesWhatDoesNotFitAndNamesFileAndKey(String original, String replacement, String message) {
        var changed = changed(original, replacement == null ? "" : replacement);

        assertThatThrownBy(() -> CosyVoiceConfigs.parse(changed))
                .isInstanceOf(BadModel.class)
                .hasMessageStartingWith("cosyvoice.yaml: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "vocab_size: 4096|vocab_size: 4095|flow.vocab_size is 4095, but llm.speech_token_size is 4096",
                "upsample_rates: [8, 8]|upsample_rates: [8, 4]|feat_extractor.hop_size is 256",
                "sample_rate: 22050|sample_rate: 24000|hift.sampling_rate is 24000; only 22050 is supported",
            })
    void readsNetworksThatCannotSpeakTogetherButNotToSpeak(String original, String replacement, String message) {
        var changed = changed(original, replacement);

        assertThat(CosyVoiceConfigs.parse(changed).llm())
                .isEqualTo(CosyVoiceConfigs.full().llm());
        assertThatThrownBy(() -> CosyVoiceConfig.readToSpeak(ModelYaml.parse("cosyvoice.yaml", changed)))
                .isInstanceOf(BadModel.class)
                .hasMessageContaining(message);
    }

    @Test
    void takesWhatUpstreamTakes() {
        var vocoder = changed("upsample_rates: [8, 8]", "upsample_rates: [4, 4, 2]")
                .replace("upsample_kernel_sizes: [16, 16]", "upsample_kernel_sizes: [8, 8, 4, 9]")
                .replace("base_channels: 512", "base_channels: 20")
                .replace("source_resblock_kernel_sizes: [7, 11]", "source_resblock_kernel_sizes: [7, 7, 11, 2]")
                .replace(
                        "source_resblock_dilation_sizes: [[1, 3, 5], [1, 3, 5]]",
                        "source_resblock_dilation_sizes: [[1], [1], [1], [1]]")
                .replace("n_fft: 16", "n_fft: 20")
                .replace("hop_len: 4", "hop_len: 8");
        var hift = CosyVoiceConfigs.parse(vocoder).hift();
        assertThat(hift.samplesPerFrame()).isEqualTo(256);
        assertThat(hift.channels(2)).isEqualTo(2);
        assertThat(hift.upsampleKernels()).containsExactly(8, 8, 4);
        assertThat(hift.sourceKernels()).containsExactly(7, 7, 11);
        assertThat(hift.sourceDilations()).hasSize(3);
        assertThat(hift.fftSize()).isEqualTo(20);

        assertThat(parse("tau_r: 0.1", "tau_r: 1.5").llm().sampling().repetition())
                .isEqualTo(1.5);
        var slow = parse("input_frame_rate: 50", "input_frame_rate: 12.5");
        assertThat(slow.flow().inputFrameRate()).isEqualTo(12.5);
        assertThat(slow.frames(20)).isEqualTo(137);
        assertThat(parse("sampling_ratios: [1, 1, 1, 1]", "sampling_ratios: [1, 0.5, 2.5]")
                        .flow()
                        .regulator()
                        .layers())
                .isEqualTo(3);
        assertThat(parse("spk_emb_dim: 80", "").flow().matching())
                .isEqualTo(CosyVoiceConfigs.full().flow().matching());
    }

    @Test
    void takesWhatIsAbsentFromUpstreamsConstructors() {
        var text = CosyVoiceConfigs.text();
        int from = text.indexOf("    nb_harmonics");
        int to = text.indexOf("    f0_predictor");
        assertThat(from).isPositive();

        var config = CosyVoiceConfigs.parse(text.substring(0, from) + text.substring(to));

        assertThat(config.hift()).isEqualTo(CosyVoiceConfigs.full().hift());
        assertThat(parse("sigma_min: 1e-06", "").flow().matching().sigmaMin()).isEqualTo(1e-4);
        assertThat(parse("num_blocks: 6", "").llm().textEncoder().blocks()).isEqualTo(6);
        assertThat(parse("input_frame_rate: 50", "").flow())
                .isEqualTo(CosyVoiceConfigs.full().flow());
        assertThat(parse("channels: [256, 256]", "").flow())
                .isEqualTo(CosyVoiceConfigs.full().flow());
    }

    private static CosyVoiceConfig parse(String original, String replacement) {
        return CosyVoiceConfigs.parse(changed(original, replacement));
    }

    private static String changed(String original, String replacement) {
        var text = CosyVoiceConfigs.text();
        assertThat(text).contains(original);
        int at = text.indexOf(original);
        return text.substring(0, at) + replacement + text.substring(at + original.length());
    }

    @Test
    void theVocoderSeesFourteenFramesOnEitherSide() {
        assertThat(CosyVoiceConfigs.full().hift().reach()).isEqualTo(14);
    }
}
