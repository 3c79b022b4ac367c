package dev.yinsong.cosyvoice.golden;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.tensorfile.MalformedTensorFile;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TorchFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The reader of {@code torch.save} files against a folder of reference files.
 *
 * <p>{@code torchsave_edge.NAME.pt} hold tensors of every kind, whose values are in
 * {@code torchsave_edge.expected.safetensors}; the one whose name starts with {@code legacy} is of a format that must be
 * refused with a clear message.
 */
public final class TorchSaveGolden {

    private static final String STEM = "torchsave_edge";

    private TorchSaveGolden() {}

    /** A row for each expected tensor, over all files, and one for each file that must be refused. */
    public static List<GoldenRow> compare(Path folder) {
        var rows = new ArrayList<GoldenRow>();
        var expected = folder.resolve(STEM + ".expected.safetensors");
        if (Files.exists(expected)) {
            var files = files(folder, false).stream().map(TorchFile::open).toList();
            for (var tensor : SafeTensors.open(expected).tensors().values()) {
                rows.add(row(tensor, files));
            }
        }
        for (var legacy : files(folder, true)) {
            boolean refused = isRefusedClearly(legacy);
            rows.add(new GoldenRow(STEM + " " + keyOf(legacy) + " is refused", refused ? 0 : Double.NaN, 0, refused));
        }
        return rows;
    }

    private static GoldenRow row(TensorEntry expected, List<TorchFile> files) {
        var name = STEM + " " + expected.name();
        var holders = files.stream().filter(file -> file.has(expected.name())).toList();
        if (holders.isEmpty()) {
            return GoldenRow.failed(name, 0);
        }
        return holders.stream()
                .map(file -> row(name, expected, file.tensor(expected.name())))
                .filter(row -> !row.ok())
                .findFirst()
                .orElseGet(() -> new GoldenRow(name, 0, 0, true));
    }

    private static GoldenRow row(String name, TensorEntry expected, TensorEntry actual) {
        return Arrays.equals(expected.shape(), actual.shape())
                ? GoldenRow.compare(name, actual.doubles(), expected.doubles(), 0)
                : GoldenRow.failed(name, 0);
    }

    private static boolean isRefusedClearly(Path file) {
        try {
            TorchFile.open(file);
            return false;
        } catch (MalformedTensorFile e) {
            return String.valueOf(e.getMessage()).contains("old format");
        }
    }

    private static List<Path> files(Path folder, boolean legacy) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> keyOf(file).startsWith("legacy") == legacy)
                    .filter(file -> file.getFileName().toString().matches(STEM + "\\..*\\.pt"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    private static String keyOf(Path file) {
        var name = file.getFileName().toString();
        return name.startsWith(STEM + ".") && name.endsWith(".pt")
                ? name.substring(STEM.length() + 1, name.length() - ".pt".length())
                : "";
    }
}
