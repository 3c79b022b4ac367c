package dev.yinsong.cosyvoice.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.TinyModel;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.MelNorm;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.AdapterFile;
import dev.yinsong.cosyvoice.lora.Adapters;
import dev.yinsong.cosyvoice.lora.BadAdapter;
import dev.yinsong.cosyvoice.lora.Factors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceFolderTest {

    private static final Map<Network, Integer> RANKS = Map.of(Network.LLM, 2, Network.FLOW, 3);

    @TempDir
    Path directory;

    private ModelDirectory base;
    private VoiceArchive voice;
    private Path folder;

    @BeforeEach
    void makeVoice() {
        TinyModel.load(directory.resolve("model")).close();
        base = ModelDirectory.open(directory.resolve("model"));
        var config = CosyVoiceConfig.read(base.yaml());
        voice = new VoiceArchive(
                small(Adapters.random(config, 3, Network.LLM, Network.FLOW)),
                card(config.llm().speakerSize()));
        folder = directory.resolve("folder");
    }

    @Test
    void givesTheSameVoiceBackFromPeftsShape() {
        VoiceFolder.writePeft(voice, folder);

        assertThat(read().voiceHash()).isEqualTo(voice.voiceHash());
        assertThat(read().card()).usingRecursiveComparison().isEqualTo(voice.card());
    }

    @Test
    void givesTheSameVoiceBackFromWholeNetworks() {
        VoiceFolder.writeUpstream(base, voice, folder);

        assertThat(read().voiceHash()).isEqualTo(voice.voiceHash());
        for (var network : Adapter.NETWORKS) {
            var own = TorchFile.open(network.file(base));
            var written = TorchFile.open(folder.resolve(network.key() + ".pt"));
            assertThat(written.names()).isEqualTo(own.names());
            own.tensors().forEach((name, tensor) -> {
                assertThat(written.tensor(name).shape()).as(name).isEqualTo(tensor.shape());
                assertThat(written.tensor(name).dtype()).as(name).isEqualTo(tensor.dtype());
            });
        }
    }

    @Test
    void speaksFromWholeNetworksWhatTheAdapterSpeaks() throws IOException {
        VoiceFolder.writeUpstream(base, voice, folder);
        for (var file : List.of("cosyvoice.yaml", "hift.pt")) {
            Files.copy(base.path().resolve(file), folder.resolve(file));
        }
        var text = new int[] {3, 1, 4, 1, 5};

        try (var unmerged = TinyModel.open(base.path());
                var whole = TinyModel.open(folder);
                var adapted = unmerged.merge(voice.adapter(), voice.card().speaker());
                var merged = whole.base(voice.card().speaker())) {
            var options = unmerged.options(7);
            var expected = adapted.speak(text, options);
            var spoken = merged.speak(text, options);

            assertThat(spoken.tokens()).isEqualTo(expected.tokens());
            assertThat(largestDifference(spoken.samples(), expected.samples())).isLessThan(1e-3f);
        }
    }

    @Test
    void turnsNormalisedMelBack() {
        try (var model = TinyModel.open(base.path());
                var plain = model.merge(voice.adapter(), voice.card().speaker());
                var normalised = model.merge(voice.adapter(), voice.card().speaker(), new MelNorm(-6, 2));
                var same = model.merge(voice.adapter(), voice.card().speaker(), new MelNorm(0, 1))) {
            var options = model.options(7);
            var text = new int[] {3, 1, 4};

            assertThat(normalised.speak(text, options).samples())
                    .isNotEqualTo(plain.speak(text, options).samples());
            assertThat(same.speak(text, options).samples())
                    .isEqualTo(plain.speak(text, options).samples());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"_merged", "_merged_joint"})
    void findsTheAdapterOfNetworksThatCameAlone(String ending) throws IOException {
        VoiceFolder.writeUpstream(base, voice, folder);
        Files.delete(folder.resolve(AdapterFile.TENSORS));
        Files.move(folder.resolve("llm.pt"), folder.resolve("llm" + ending + ".pt"));
        Files.move(folder.resolve("flow.pt"), folder.resolve("flow" + ending + ".pt"));

        var found = read();

        var again = directory.resolve("again");
        VoiceFolder.writeUpstream(base, found, again);
        for (var network : Adapter.NETWORKS) {
            var expected = TorchFile.open(folder.resolve(network.key() + ending + ".pt"));
            var merged = TorchFile.open(again.resolve(network.key() + ".pt"));
            expected.tensors()
                    .forEach((name, tensor) -> assertThat(
                                    largestDifference(merged.tensor(name).floats(), tensor.floats()))
                            .as(name)
                            .isLessThan(1e-6f));
        }
    }

    @Test
    void refusesNetworksThatAreNotTheBaseWithItsAdapter() {
        VoiceFolder.writeUpstream(base, voice, folder);
        change("flow.pt", "decoder.estimator.final_proj.bias", 1e-7f);

        assertThatThrownBy(this::read)
                .isInstanceOf(BadAdapter.class)
                .hasMessageContaining("decoder.estimator.final_proj.bias differs");
    }

    @ParameterizedTest
    @CsvSource({"1e-8, true", "1e-4, false"})
    void takesAnAdaptedLayerThatOthersSummedUpInAnotherOrder(float difference, boolean taken) {
        VoiceFolder.writeUpstream(base, voice, folder);
        change("llm.pt", "llm.encoders.0.feed_forward.w_1.weight", difference);

        if (taken) {
            assertThat(read().voiceHash()).isEqualTo(voice.voiceHash());
        } else {
            assertThatThrownBy(this::read)
                    .isInstanceOf(BadAdapter.class)
                    .hasMessageContaining("llm.encoders.0.feed_forward.w_1.weight differs");
        }
    }

    @Test
    void refusesNetworksThatChangedWhereNoAdapterChangesAnything() throws IOException {
        VoiceFolder.writeUpstream(base, voice, folder);
        Files.delete(folder.resolve(AdapterFile.TENSORS));
        change("llm.pt", "speech_embedding.weight", 0.5f);

        assertThatThrownBy(this::read)
                .isInstanceOf(BadAdapter.class)
                .hasMessageContaining("another speech_embedding.weight than the base");
    }

    @Test
    void refusesAFolderWithoutAVoice() throws IOException {
        Files.createDirectories(folder);

        assertThatThrownBy(this::read).isInstanceOf(BadAdapter.class).hasMessageContaining("holds neither");
    }

    @Test
    void keepsHowTheMelWasNormalised() {
        var normalised = new VoiceArchive(
                voice.adapter(),
                voice.card().rewritten().melNorm(new MelNorm(-6, 2)).build());

        VoiceFolder.writePeft(normalised, folder);

        assertThat(read().card().melNorm()).isEqualTo(new MelNorm(-6, 2));
        assertThat(normalised.voiceHash()).isNotEqualTo(voice.voiceHash());
        assertThat(new VoiceArchive(
                                voice.adapter(),
                                voice.card().rewritten().named("other", 9).build())
                        .voiceHash())
                .isEqualTo(voice.voiceHash());
    }

    /** Updates of a size that training leaves: a tenth in each factor. */
    private static Adapter small(Adapter adapter) {
        var layers = new LinkedHashMap<String, Factors>();
        adapter.layers()
                .forEach((name, factors) -> layers.put(
                        name,
                        new Factors(
                                factors.rank(), factors.in(), factors.out(), tenth(factors.a()), tenth(factors.b()))));
        return new Adapter(adapter.llm(), adapter.flow(), layers);
    }

    private static float[] tenth(float[] values) {
        var small = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            small[i] = values[i] / 10;
        }
        return small;
    }

    private static float largestDifference(float[] x, float[] y) {
        assertThat(x).hasSameSizeAs(y);
        float largest = 0;
        for (int i = 0; i < x.length; i++) {
            largest = Math.max(largest, Math.abs(x[i] - y[i]));
        }
        return largest;
    }

    private VoiceArchive read() {
        var contents = VoiceFolder.read(folder, base, RANKS);
        return new VoiceArchive(contents.adapter(), contents.card().orElseThrow());
    }

    private void change(String file, String tensor, float difference) {
        var tensors = new ArrayList<TensorEntry>();
        TorchFile.open(folder.resolve(file)).tensors().forEach((name, entry) -> {
            var values = entry.floats();
            if (name.equals(tensor)) {
                values[0] += difference;
            }
            tensors.add(TensorEntry.of(name, values, entry.shape()));
        });
        var written = folder.resolve(file + ".new");
        TorchFile.write(written, tensors);
        try {
            Files.move(written, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private VoiceCard card(int speakerSize) {
        var speaker = new float[speakerSize];
        for (int i = 0; i < speakerSize; i++) {
            speaker[i] = (float) Math.sin(1 + i);
        }
        return VoiceCard.of("anna", 4, base.hash(), speaker)
                .trained("epochs", new VoiceCard.Losses(4.0, 0.9), new VoiceCard.Losses(3.0, 0.7))
                .gate(Map.of("passed", true))
                .seed(7)
                .clips(List.of("clip"))
                .build();
    }
}
