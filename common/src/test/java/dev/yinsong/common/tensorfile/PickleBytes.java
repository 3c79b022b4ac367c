package dev.yinsong.common.tensorfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Assembles pickles by hand, and the zips around them, for files that no honest writer would make. */
final class PickleBytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, byte[]> records = new LinkedHashMap<>();

    PickleBytes() {
        op(0x80).op(2);
    }

    PickleBytes op(int code) {
        out.write(code);
        return this;
    }

    PickleBytes ops(String codes) {
        out.writeBytes(codes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    PickleBytes text(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        op('X').int32(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    PickleBytes number(int value) {
        return op('J').int32(value);
    }

    PickleBytes int32(int value) {
        for (int i = 0; i < 4; i++) {
            out.write(value >> (8 * i));
        }
        return this;
    }

    PickleBytes global(String module, String name) {
        return ops("c" + module + "\n" + name + "\n");
    }

    /** A float tensor in storage {@code key} of {@code elements}, with one size and one stride. */
    PickleBytes tensor(String key, int elements, int offset, int size, int stride) {
        return global("torch._utils", "_rebuild_tensor_v2")
                .ops("((")
                .text("storage")
                .global("torch", "FloatStorage")
                .text(key)
                .text("cpu")
                .number(elements)
                .ops("tQ")
                .number(offset)
                .number(size)
                .op(0x85)
                .number(stride)
                .op(0x85)
                .op(0x89)
                .global("collections", "OrderedDict")
                .ops(")RtR");
    }

    PickleBytes record(String name, int bytes) {
        records.put(name, new byte[bytes]);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** Writes {@code folder/x.pt} with this pickle and the records. */
    Path save(Path folder) {
        var file = folder.resolve("x.pt");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "x/data.pkl", bytes());
            for (var record : records.entrySet()) {
                put(zip, "x/" + record.getKey(), record.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        var crc = new CRC32();
        crc.update(bytes);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
