package dev.yinsong.common.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A base model in upstream's file layout: {@code cosyvoice.yaml}, the three networks, two ONNX graphs, the text
 * tokenizer's vocabulary and our {@code yinsong.json}.
 *
 * <p>Every accessor checks that its file is there, and throws {@link BadModel} with its name when it is not. A network
 * may be a {@code .pt} or a {@code .safetensors} file. Thread-safe.
 */
public final class ModelDirectory {

    private static final int CHUNK = 1 << 20;

    private final Path path;
    private @Nullable String hash;

    private ModelDirectory(Path path) {
        this.path = path;
    }

    /**
     * @throws BadModel when there is no such directory
     */
    public static ModelDirectory open(Path path) {
        if (!Files.isDirectory(path)) {
            throw new BadModel("there is no model directory " + path.toAbsolutePath());
        }
        return new ModelDirectory(path);
    }

    public Path path() {
        return path;
    }

    /** The networks' sizes. */
    public Path yaml() {
        return file("cosyvoice.yaml");
    }

    /** The language model's weights. */
    public Path llm() {
        return weights("llm");
    }

    /** The flow's weights. */
    public Path flow() {
        return weights("flow");
    }

    /** The vocoder's weights. */
    public Path hift() {
        return weights("hift");
    }

    /** The graph that turns speech into tokens. */
    public Path speechTokenizer() {
        return file("speech_tokenizer_v1.onnx");
    }

    /** The graph that turns speech into a speaker vector. */
    public Path speakerEncoder() {
        return file("campplus.onnx");
    }

    /** The text tokenizer's vocabulary: the only file that ends in {@code .tiktoken}. */
    public Path textVocabulary() {
        try (var files = Files.list(path)) {
            var found = files.filter(file -> file.toString().endsWith(".tiktoken"))
                    .sorted()
                    .toList();
            if (found.size() != 1) {
                throw new BadModel(path + " has " + found.size() + " files that end in .tiktoken, should have one");
            }
            return found.getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + path + ": " + e.getMessage(), e);
        }
    }

    /**
     * The speakers that the base speaks as untrained: a speaker vector under each name, by {@code spk2info.pt} or
     * {@code spk2info.safetensors}; none where there is no such file.
     *
     * @throws BadModel when the file holds something else
     */
    public Map<String, float[]> speakers() {
        return Stream.of("spk2info.pt", "spk2info.safetensors")
                .map(path::resolve)
                .filter(Files::exists)
                .findFirst()
                .map(BaseSpeakers::read)
                .orElse(Map.of());
    }

    /** What suits this base: {@code yinsong.json}, or what suits CosyVoice-300M where there is none. */
    public YinsongJson settings() {
        var file = path.resolve("yinsong.json");
        return Files.exists(file) ? YinsongJson.read(file) : YinsongJson.forCosyVoice300M();
    }

    /**
     * Tells this base from any other: SHA-256 over the names and contents of {@code cosyvoice.yaml} and the three
     * networks, in hexadecimal. Read once, then remembered; a gigabyte takes a second or two.
     */
    public synchronized String hash() {
        var known = hash;
        if (known == null) {
            hash = known = computeHash(List.of(yaml(), llm(), flow(), hift()));
        }
        return known;
    }

    private Path weights(String network) {
        var torch = path.resolve(network + ".pt");
        var safe = path.resolve(network + ".safetensors");
        if (Files.exists(torch) && Files.exists(safe)) {
            throw new BadModel(path + " has both " + torch.getFileName() + " and " + safe.getFileName()
                    + "; remove the one that is not meant");
        }
        return Files.exists(safe) ? safe : file(network + ".pt");
    }

    private Path file(String name) {
        var file = path.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new BadModel(path + " has no file " + name);
        }
        return file;
    }

    private static String computeHash(List<Path> files) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var file : files) {
                digest.update((file.getFileName() + "\n" + Files.size(file) + "\n").getBytes(StandardCharsets.UTF_8));
                addContent(digest, file);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the model: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void addContent(MessageDigest digest, Path file) throws IOException {
        var buffer = ByteBuffer.allocateDirect(CHUNK);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer.clear()) >= 0) {
                digest.update(buffer.flip());
            }
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
