package dev.yinsong.cosyvoice.config;

import dev.yinsong.common.model.ModelYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Configurations for tests. */
public final class CosyVoiceConfigs {

    private CosyVoiceConfigs() {}

    /** CosyVoice-300M's, key for key. */
    public static CosyVoiceConfig full() {
        return parse(text());
    }

    /** The same architecture with few and narrow layers. */
    public static CosyVoiceConfig tiny() {
        return parse(text().replace("size: 1024", "size: 16")
                .replace("size: 512", "size: 16")
                .replace("attention_heads: 16", "attention_heads: 2")
                .replace("attention_heads: 8", "attention_heads: 2")
                .replace("linear_units: 4096", "linear_units: 24")
                .replace("linear_units: 2048", "linear_units: 24")
                .replace("num_blocks: 14", "num_blocks: 1")
                .replace("num_blocks: 6", "num_blocks: 1")
                .replace("channels: [256, 256]", "channels: [16, 24]")
                .replace("num_mid_blocks: 12", "num_mid_blocks: 1")
                .replace("n_blocks: 4", "n_blocks: 1")
                .replace("attention_head_dim: 64", "attention_head_dim: 4")
                .replace("num_heads: 8", "num_heads: 2")
                .replace("base_channels: 512", "base_channels: 16")
                .replace("cond_channels: 512", "cond_channels: 16")
                .replace("51866", "60")
                .replace("4096", "40"));
    }

    /** What a text says. */
    public static CosyVoiceConfig parse(String text) {
        return CosyVoiceConfig.read(ModelYaml.parse("cosyvoice.yaml", text));
    }

    /** CosyVoice-300M's file. */
    public static String text() {
        try (var in = CosyVoiceConfigs.class.getResourceAsStream("/dev/yinsong/cosyvoice/cosyvoice-300M.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the test's cosyvoice-300M.yaml is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
