package dev.yinsong.cosyvoice.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.cosyvoice.checkpoint.VoiceCard.Losses;
import dev.yinsong.cosyvoice.config.CosyVoiceConfigs;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceArchiveTest {

    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrote() {
        var file = folder.resolve("voice.zip");
        var voice = voice();

        voice.write(file);
        var read = VoiceArchive.read(file);

        assertThat(read.adapter().layers())
                .containsOnlyKeys(voice.adapter().layers().keySet());
        read.adapter().requireFits(CosyVoiceConfigs.tiny());
        assertThat(read.card()).usingRecursiveComparison().isEqualTo(voice.card());
        assertThat(read.bytes()).isEqualTo(voice.bytes());
    }

    @Test
    void holdsFourStoredFilesAndTheirSums() throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(voice().bytes()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }

        assertThat(entries)
                .containsOnlyKeys("adapter_config.json", "adapter_model.safetensors", "voice.json", "SHA256SUMS");
        assertThat(new String(entries.get("SHA256SUMS"), StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .allMatch(line -> line.matches("[0-9a-f]{64}  [a-z_.]+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adapter_config.json", "adapter_model.safetensors", "voice.json"})
    void refusesAFileThatWasChanged(String name) {
        var file = changed(files -> files.get(name)[40] ^= 1);

        assertThatThrownBy(() -> VoiceArchive.read(file))
                .isInstanceOf(BadVoice.class)
                .hasMessageContaining("voice.zip is damaged")
                .hasMessageEndingWith(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adapter_config.json", "adapter_model.safetensors", "voice.json", "SHA256SUMS"})
    void refusesAnArchiveThatMissesAFile(String name) {
        var file = changed(files -> files.remove(name));

        assertThatThrownBy(() -> VoiceArchive.read(file)).isInstanceOf(BadVoice.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.sh", "/etc/passwd", "readme.txt", "voice.json/", "VOICE.JSON"})
    void refusesEveryOtherEntry(String name) {
        var file = changed(files -> files.put(name, new byte[0]));

        assertThatThrownBy(() -> VoiceArchive.read(file))
                .isInstanceOf(BadVoice.class)
                .hasMessageContaining(name + ", which no voice has");
    }

    @Test
    void refusesATruncatedArchive() throws IOException {
        var file = folder.resolve("voice.zip");
        var bytes = voice().bytes();
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));

        assertThatThrownBy(() -> VoiceArchive.read(file))
                .isInstanceOf(BadVoice.class)
                .hasMessageContaining("voice.zip is not a sound zip");
    }

    @Test
    void refusesCompression() throws IOException {
        var file = folder.resolve("voice.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("voice.json"));
            zip.write(new byte[1 << 20]);
        }

        assertThatThrownBy(() -> VoiceArchive.read(file)).hasMessageContaining("compressed entry voice.json");
    }

    @Test
    void refusesACardThatLacksSomething() {
        assertThatThrownBy(() -> VoiceCard.parse("{\"voice\": \"x\", \"version\": 1}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a voice's card needs a baseHash");
    }

    @Test
    void refusesASpeakerWithoutDirection() {
        assertThatThrownBy(() -> card(new float[192])).hasMessageContaining("must have a direction");
        assertThatThrownBy(() -> card(new float[] {1, Float.NaN})).hasMessageContaining("must have a direction");
        assertThatThrownBy(() -> card(new float[0])).hasMessageContaining("of 0 values");
    }

    private static VoiceArchive voice() {
        var adapter = Adapters.random(CosyVoiceConfigs.tiny(), 5, Network.LLM, Network.FLOW);
        return new VoiceArchive(adapter, card(new float[] {0.1f, -2.5f, 1e-8f}));
    }

    private static VoiceCard card(float[] speaker) {
        return VoiceCard.of("kathleen", 3, "ab".repeat(32), speaker)
                .trained("llm threshold", new Losses(4.25, null), new Losses(1.4375, 0.1 + 0.2))
                .gate(Map.of("similarity", 0.75, "passed", true))
                .seed(-7)
                .settings(Map.of("mode", "joint", "rank", List.of(8, 16)))
                .clips(List.of("c1", "c2"))
                .language("en")
                .build();
    }

    /** The archive with its files changed but its sums kept. */
    private Path changed(Consumer<Map<String, byte[]>> change) {
        var files = new LinkedHashMap<String, byte[]>();
        var file = folder.resolve("voice.zip");
        try (var in = new ZipInputStream(new ByteArrayInputStream(voice().bytes()))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
            change.accept(files);
            try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
                for (var entry : files.entrySet()) {
                    var stored = new ZipEntry(entry.getKey());
                    stored.setMethod(ZipEntry.STORED);
                    stored.setSize(entry.getValue().length);
                    var crc = new CRC32();
                    crc.update(entry.getValue());
                    stored.setCrc(crc.getValue());
                    out.putNextEntry(stored);
                    out.write(entry.getValue());
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return file;
    }
}
