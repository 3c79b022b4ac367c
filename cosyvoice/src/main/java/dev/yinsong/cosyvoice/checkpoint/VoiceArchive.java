package dev.yinsong.cosyvoice.checkpoint;

import dev.yinsong.common.tensorfile.MalformedTensorFile;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.AdapterFile;
import dev.yinsong.cosyvoice.lora.BadAdapter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A published voice: a zip of {@code adapter_config.json}, {@code adapter_model.safetensors}, {@code voice.json} and
 * {@code SHA256SUMS}, stored without compression. Equal voices make equal archives.
 *
 * @param adapter what was learned
 * @param card where it comes from
 */
public record VoiceArchive(Adapter adapter, VoiceCard card) {

    private static final String CARD = "voice.json";
    private static final String SUMS = "SHA256SUMS";
    private static final int MAX_TEXT = 8 << 20;
    private static final int MAX_TENSORS = 1 << 30;

    /** Every entry, with the bytes that it may have at most. */
    private static final Map<String, Integer> ENTRIES =
            Map.of(AdapterFile.CONFIG, MAX_TEXT, AdapterFile.TENSORS, MAX_TENSORS, CARD, MAX_TEXT, SUMS, MAX_TEXT);

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** The archive's bytes. */
    public byte[] bytes() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put(AdapterFile.CONFIG, AdapterFile.config(adapter, "sha256:" + card.baseHash()));
        files.put(AdapterFile.TENSORS, AdapterFile.tensors(adapter));
        files.put(CARD, card.json());
        files.put(SUMS, sums(files).getBytes(StandardCharsets.UTF_8));
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var file : files.entrySet()) {
                store(zip, file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * Tells how this voice sounds from how others do, whatever it is called and whoever trained it: SHA-256 of adapter,
     * speaker vector, mel normalisation and the base's hash, in hexadecimal.
     */
    public String voiceHash() {
        try {
            var hasher = MessageDigest.getInstance("SHA-256");
            hasher.update(AdapterFile.config(adapter, "sha256:" + card.baseHash()));
            hasher.update(AdapterFile.tensors(adapter));
            var speaker =
                    ByteBuffer.allocate(card.speaker().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            speaker.asFloatBuffer().put(card.speaker());
            hasher.update(speaker);
            hasher.update(String.valueOf(card.melNorm()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hasher.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Writes the archive. */
    public void write(Path file) {
        try {
            Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads and verifies an archive. Whether it belongs to a base is for {@link Adapter#requireFits} and the card's hash
     * to say.
     *
     * @throws BadVoice when an entry is missing, unknown, compressed, too large, damaged or not what SHA256SUMS says
     */
    public static VoiceArchive read(Path file) {
        try {
            return read(file.toString(), verified(file));
        } catch (ZipException e) {
            throw new BadVoice(file + " is not a sound zip: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static VoiceArchive read(String source, Map<String, byte[]> files) {
        try {
            var tensors = SafeTensors.parse(AdapterFile.TENSORS, content(source, files, AdapterFile.TENSORS));
            var adapter = AdapterFile.parse(content(source, files, AdapterFile.CONFIG), tensors);
            return new VoiceArchive(adapter, VoiceCard.parse(content(source, files, CARD)));
        } catch (BadAdapter | MalformedTensorFile e) {
            throw new BadVoice(source + " is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BadVoice(source + " has a damaged " + CARD + ": " + e.getMessage(), e);
        }
    }

    // ---- entries

    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setTimeLocal(NO_TIME);
        var crc = new CRC32();
        crc.update(bytes);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static Map<String, byte[]> verified(Path file) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                if (files.put(entry.getName(), load(file, zip, entry)) != null) {
                    throw new BadVoice(file + " has two entries named " + entry.getName());
                }
            }
        }
        var sums = new String(content(file.toString(), files, SUMS), StandardCharsets.UTF_8);
        files.remove(SUMS);
        if (!sums.equals(sums(files))) {
            throw new BadVoice(file + " is damaged: its files are not those of its " + SUMS + ": "
                    + String.join(", ", differing(sums, sums(files))));
        }
        return files;
    }

    private static byte[] load(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        var limit = ENTRIES.get(entry.getName());
        if (limit == null) {
            throw new BadVoice(file + " has an entry " + entry.getName() + ", which no voice has");
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
            throw new BadVoice(file + " has a compressed entry " + entry.getName());
        }
        if (entry.getSize() > limit) {
            throw new BadVoice(file + " has an entry " + entry.getName() + " of " + entry.getSize()
                    + " bytes, more than " + limit);
        }
        try (var in = zip.getInputStream(entry)) {
            var bytes = in.readNBytes(limit);
            if (bytes.length != entry.getSize()) {
                throw new BadVoice(file + " ends inside of " + entry.getName());
            }
            return bytes;
        }
    }

    private static byte[] content(String source, Map<String, byte[]> files, String name) {
        var bytes = files.get(name);
        if (bytes == null) {
            throw new BadVoice(source + " has no entry " + name);
        }
        return bytes;
    }

    /** Lines of a hash and a name, as {@code sha256sum} writes and checks them. */
    private static String sums(Map<String, byte[]> files) {
        var lines = new StringBuilder();
        new TreeMap<>(files)
                .forEach((name, bytes) ->
                        lines.append(sha256(bytes)).append("  ").append(name).append('\n'));
        return lines.toString();
    }

    private static List<String> differing(String claimed, String actual) {
        var claims = List.of(claimed.split("\n"));
        return actual.lines()
                .filter(line -> !claims.contains(line))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
