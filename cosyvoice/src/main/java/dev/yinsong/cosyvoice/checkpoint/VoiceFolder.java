package dev.yinsong.cosyvoice.checkpoint;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.AdapterFile;
import dev.yinsong.cosyvoice.lora.BadAdapter;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.Merge;
import dev.yinsong.cosyvoice.lora.MergedLayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A voice as a folder that other programs read, and one that they wrote.
 *
 * <p>A folder holds an adapter in PEFT's shape, whole networks with the adapter merged in, or both; and
 * {@code voice.json}, if it comes from here. What is read is checked against the base.
 */
public final class VoiceFolder {

    private static final String CARD = "voice.json";

    /** Of merged networks: this project's, and those that the seed project's merge and its training write. */
    private static final List<String> ENDINGS = List.of(".pt", "_merged.pt", "_merged_joint.pt");

    private VoiceFolder() {}

    /**
     * What a folder holds.
     *
     * @param card what is known of the voice beside its weights; empty when others wrote the folder
     */
    public record Contents(Adapter adapter, Optional<VoiceCard> card) {}

    /** Writes adapter and card, and reads them again to be sure. */
    public static void writePeft(VoiceArchive voice, Path folder) {
        create(folder);
        AdapterFile.write(folder, voice.adapter(), "sha256:" + voice.card().baseHash());
        writeCard(voice.card(), folder);
        requireSame(
                voice,
                new VoiceArchive(AdapterFile.read(folder), readCard(folder).orElseThrow()),
                folder);
    }

    /**
     * Writes {@code llm.pt} and {@code flow.pt} for unmodified Python, with adapter and card beside them so that nothing is
     * lost, and compares what was written with the base's keys and the merged numbers.
     */
    public static void writeUpstream(ModelDirectory base, VoiceArchive voice, Path folder) {
        writePeft(voice, folder);
        Export.write(base, voice.adapter(), folder);
        requireMerged(base, voice.adapter(), networks(folder), Likeness.EXACT);
    }

    /**
     * Reads a folder.
     *
     * @param ranks of the update of each network that was merged and comes without an adapter
     * @throws BadAdapter when it holds no voice, or one that does not fit the base or itself
     * @throws CheckpointMismatch when a merged network lacks keys of the base, or has others
     */
    public static Contents read(Path folder, ModelDirectory base, Map<Network, Integer> ranks) {
        var merged = networks(folder);
        if (!Files.exists(folder.resolve(AdapterFile.TENSORS))) {
            if (merged.isEmpty()) {
                throw new BadAdapter(
                        folder + " holds neither " + AdapterFile.TENSORS
                                + " nor llm.pt, flow.pt, llm_merged.pt, flow_merged.pt, llm_merged_joint.pt or flow_merged_joint.pt");
            }
            return new Contents(MergedNetworks.recover(base, merged, ranks), readCard(folder));
        }
        var adapter = AdapterFile.read(folder);
        requireMerged(base, adapter, merged, Likeness.ROUNDED);
        return new Contents(adapter, readCard(folder));
    }

    /** The merged networks of a folder. */
    private static Map<Network, Path> networks(Path folder) {
        var files = new EnumMap<Network, Path>(Network.class);
        for (var network : Adapter.NETWORKS) {
            for (var ending : ENDINGS) {
                var file = folder.resolve(network.key() + ending);
                if (Files.exists(file)) {
                    files.putIfAbsent(network, file);
                }
            }
        }
        return files;
    }

    /** How near a merged weight must be: others sum the products of the factors up in another order. */
    private enum Likeness {
        EXACT,
        ROUNDED;

        boolean of(TensorEntry base, TensorEntry expected, TensorEntry found) {
            if (!Arrays.equals(found.shape(), expected.shape())) {
                return false;
            }
            boolean adapted = base != expected;
            return adapted && this == ROUNDED
                    ? MergedLayer.agree(base, expected, found)
                    : Arrays.equals(found.floats(), expected.floats());
        }
    }

    /** Every number of the merged networks is the base's with the adapter merged in. */
    private static void requireMerged(
            ModelDirectory base, Adapter adapter, Map<Network, Path> files, Likeness likeness) {
        files.forEach((network, file) -> {
            var merged = WeightSource.open(network, file).tensors();
            var updates = adapter.of(network);
            double scale = adapter.config(network).scale();
            WeightSource.open(network, network.file(base)).tensors().forEach((name, weight) -> {
                var expected = merged(weight, updates, scale);
                var found = merged.get(name);
                if (found == null || !likeness.of(weight, expected, found)) {
                    throw new BadAdapter(file + " is not the base with the adapter beside it: " + name + " differs");
                }
            });
        });
    }

    private static TensorEntry merged(TensorEntry weight, Map<String, Factors> updates, double scale) {
        var name = weight.name();
        var factors = name.endsWith(".weight") ? updates.get(name.substring(0, name.length() - 7)) : null;
        return factors == null ? weight : Merge.merged(weight, factors, scale);
    }

    private static void requireSame(VoiceArchive written, VoiceArchive read, Path folder) {
        if (!written.voiceHash().equals(read.voiceHash())) {
            throw new IllegalStateException("what was written into " + folder + " reads as another voice");
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void writeCard(VoiceCard card, Path folder) {
        try {
            Files.write(folder.resolve(CARD), card.json());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder.resolve(CARD) + ": " + e.getMessage(), e);
        }
    }

    private static Optional<VoiceCard> readCard(Path folder) {
        var file = folder.resolve(CARD);
        try {
            return Files.exists(file) ? Optional.of(VoiceCard.parse(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException e) {
            throw new BadVoice(file + " is damaged: " + e.getMessage(), e);
        }
    }
}
