package dev.yinsong.nano.model;

import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The {@code cosyvoice.yaml} of a nano of some size. */
public final class NanoYaml {

    private NanoYaml() {}

    /** Writes the file and reads it as the product does. */
    public static CosyVoiceConfig write(NanoSizes sizes, Path file) throws IOException {
        Files.writeString(file, text(sizes));
        return CosyVoiceConfig.readToSpeak(file);
    }

    private static String text(NanoSizes sizes) throws IOException {
        String text;
        try (var in = NanoYaml.class.getResourceAsStream("cosyvoice.yaml")) {
            if (in == null) {
                throw new IOException("nano's cosyvoice.yaml is not on the class path");
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        var numbers = Map.ofEntries(
                Map.entry("textTokens", sizes.textTokens()),
                Map.entry("speechTokens", sizes.speechTokens()),
                Map.entry("textWidth", sizes.textWidth()),
                Map.entry("textHidden", 4 * sizes.textWidth()),
                Map.entry("textLayers", sizes.textLayers()),
                Map.entry("lmWidth", sizes.lmWidth()),
                Map.entry("lmHidden", 4 * sizes.lmWidth()),
                Map.entry("lmLayers", sizes.lmLayers()),
                Map.entry("flowWidth", sizes.flowWidth()),
                Map.entry("flowHidden", sizes.flowHidden()),
                Map.entry("flowLayers", sizes.flowLayers()),
                Map.entry("channels", sizes.channels()),
                Map.entry("headSize", sizes.channels() / NanoSizes.HEADS),
                Map.entry("midBlocks", sizes.midBlocks()),
                Map.entry("vocoderWidth", sizes.vocoderWidth()),
                Map.entry("pitchWidth", sizes.pitchWidth()));
        for (var number : numbers.entrySet()) {
            text = text.replace("${" + number.getKey() + "}", String.valueOf(number.getValue()));
        }
        return text;
    }
}
