package dev.yinsong.cosyvoice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.audio.MelConfig;
import dev.yinsong.common.model.BadModel;
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
                "num_blocks: 6||llm.text_encoder.num_blocks is missing",
                "vocab_size: 4096|vocab_size: 4095|flow.vocab_size is 4095, but llm.speech_token_size is 4096",
                "channels: [256, 256]|channels: [250]|flow.decoder.estimator.channels is 8, which does not divide",
                "channels: [256, 256]|channels: 256|flow.decoder.estimator.channels must be a list",
                "act_fn: gelu|act_fn: snakebeta|flow.decoder.estimator.act_fn is snakebeta; only gelu is supported",
                "solver: euler|solver: heun|flow.decoder.cfm_params.content.solver is heun; only euler is supported",
                "in_channels: 320|in_channels: 240|flow.decoder.estimator.in_channels is 240",
                "upsample_rates: [8, 8]|upsample_rates: [8]|hift.upsample_kernel_sizes is 2",
                "upsample_rates: [8, 8]|upsample_rates: [8, 4]|feat_extractor.hop_size is 256",
                "sample_rate: 22050|sample_rate: 24000|hift.sampling_rate is 24000; only 22050 is supported",
                "lsm_weight: 0|lsm_weight: 1.5|llm.lsm_weight must lie between 0 and 1, is 1.5",
                "top_k: 25|top_k: 0|llm.sampling.top_k must be at least 1, is 0",
                "utils.common.ras_sampling|utils.common.nucleus|only ras_sampling is supported",
                "center: False|center: True|feat_extractor.center is true; only false is supported",
            })
    void refusesWhatDoesNotFitAndNamesFileAndKey(String original, String replacement, String message) {
        var text = CosyVoiceConfigs.text();
        assertThat(text).contains(original);
        int at = text.indexOf(original);
        var changed = text.substring(0, at)
                + (replacement == null ? "" : replacement)
                + text.substring(at + original.length());

        assertThatThrownBy(() -> CosyVoiceConfigs.parse(changed))
                .isInstanceOf(BadModel.class)
                .hasMessageStartingWith("cosyvoice.yaml: ")
                .hasMessageContaining(message);
    }

    @Test
    void theVocoderSeesFourteenFramesOnEitherSide() {
        assertThat(CosyVoiceConfigs.full().hift().reach()).isEqualTo(14);
    }
}
