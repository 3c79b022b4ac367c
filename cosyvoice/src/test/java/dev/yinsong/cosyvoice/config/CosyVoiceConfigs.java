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

    static CosyVoiceConfig parse(String text) {
        return CosyVoiceConfig.read(ModelYaml.parse("cosyvoice.yaml", text));
    }

    static String text() {
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
