package dev.yinsong.common.tensorfile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a zip file whose records are stored, not compressed, so that each is a span of the mapped file.
 *
 * <p>Reads zip64. Every offset and length is checked against the file, and a record's local header against the
 * directory.
 */
final class StoredZip {

    static final int LOCAL_HEADER = 0x04034b50;
    static final int DIRECTORY_ENTRY = 0x02014b50;
    static final int END = 0x06054b50;
    static final int END64 = 0x06064b50;
    static final int END64_LOCATOR = 0x07064b50;

    private static final int MAX_RECORDS = 200_000;
    private static final int END_SIZE = 22;
    private static final long UNSIGNED_INT = 0xffff_ffffL;

    /** A record's bytes in the file. */
    record Span(long offset, long length) {}

    private final Mapping file;
    private final Map<String, Span> records = new LinkedHashMap<>();

    private StoredZip(Mapping file) {
        this.file = file;
    }

    /** Reads the directory, or answers null when the file has none: it is no zip, or its end is cut off. */
    static @Nullable StoredZip open(Mapping file) {
        var zip = new StoredZip(file);
        long end = zip.findEnd();
        if (end < 0) {
            return null;
        }
        zip.readDirectory(end);
        return zip;
    }

    @Nullable
    Span find(String record) {
        return records.get(record);
    }

    List<String> names() {
        return new ArrayList<>(records.keySet());
    }

    private long findEnd() {
        long lowest = Math.max(0, file.size() - END_SIZE - 0xffff);
        for (long at = file.size() - END_SIZE; at >= lowest; at--) {
            var bytes = file.slice(at, END_SIZE);
            if (bytes.getInt(0) == END && at + END_SIZE + unsigned(bytes.getShort(20)) == file.size()) {
                return at;
            }
        }
        return -1;
    }

    private void readDirectory(long end) {
        var bytes = file.slice(end, END_SIZE);
        long count = unsigned(bytes.getShort(10));
        long size = unsigned(bytes.getInt(12));
        long start = unsigned(bytes.getInt(16));
        if (end >= 20 && file.slice(end - 20, 4).getInt() == END64_LOCATOR) {
            var end64 = read(file.slice(end - 20, 20).getLong(8), 56, "zip64 directory end");
            if (end64.getInt(0) != END64) {
                throw broken("its zip64 directory end is not where it should be");
            }
            count = end64.getLong(32);
            size = end64.getLong(40);
            start = end64.getLong(48);
        }
        if (count < 0 || count > MAX_RECORDS) {
            throw broken("it claims " + count + " records");
        }
        if (size > Integer.MAX_VALUE) {
            throw broken("its directory claims " + size + " bytes");
        }
        var directory = read(start, size, "directory");
        for (long i = 0; i < count; i++) {
            readEntry(directory);
        }
    }

    private void readEntry(ByteBuffer directory) {
        if (directory.remaining() < 46 || directory.getInt(directory.position()) != DIRECTORY_ENTRY) {
            throw broken("its directory ends early");
        }
        int at = directory.position();
        int flags = unsigned(directory.getShort(at + 8));
        int method = unsigned(directory.getShort(at + 10));
        int nameLength = unsigned(directory.getShort(at + 28));
        int extraLength = unsigned(directory.getShort(at + 30));
        int commentLength = unsigned(directory.getShort(at + 32));
        if (directory.remaining() < 46 + nameLength + extraLength + commentLength) {
            throw broken("its directory ends early");
        }
        var name = text(directory, at + 46, nameLength);
        var sizes = Sizes.of(directory, at, directory.slice(at + 46 + nameLength, extraLength));
        if (method != 0 || sizes.packed != sizes.plain || (flags & 1) != 0) {
            throw broken("its record " + name + " is compressed or encrypted; torch.save stores records as they are");
        }
        if (records.put(name, locate(name, sizes)) != null) {
            throw broken("it has two records named " + name);
        }
        directory.position(at + 46 + nameLength + extraLength + commentLength);
    }

    private Span locate(String name, Sizes sizes) {
        var local = read(sizes.header, 30, "record " + name);
        if (local.getInt(0) != LOCAL_HEADER) {
            throw broken("its record " + name + " is not where the directory says");
        }
        int nameLength = unsigned(local.getShort(26));
        int extraLength = unsigned(local.getShort(28));
        var localName = text(read(sizes.header + 30, nameLength, "record " + name), 0, nameLength);
        if (!localName.equals(name)) {
            throw broken("its record " + name + " calls itself " + localName);
        }
        long start = sizes.header + 30 + nameLength + extraLength;
        if (sizes.plain < 0 || sizes.plain > file.size() - start) {
            throw broken("its record " + name + " of " + sizes.plain + " bytes leaves the file");
        }
        return new Span(start, sizes.plain);
    }

    /** An entry's lengths and place, from the zip64 extra field where the 32-bit ones are full. */
    private record Sizes(long packed, long plain, long header) {

        static Sizes of(ByteBuffer directory, int at, ByteBuffer extra) {
            long packed = unsigned(directory.getInt(at + 20));
            long plain = unsigned(directory.getInt(at + 24));
            long header = unsigned(directory.getInt(at + 42));
            var wide = zip64(extra.order(directory.order()));
            if (plain == UNSIGNED_INT && wide.remaining() >= 8) {
                plain = wide.getLong();
            }
            if (packed == UNSIGNED_INT && wide.remaining() >= 8) {
                packed = wide.getLong();
            }
            if (header == UNSIGNED_INT && wide.remaining() >= 8) {
                header = wide.getLong();
            }
            return new Sizes(packed, plain, header);
        }

        private static ByteBuffer zip64(ByteBuffer extra) {
            while (extra.remaining() >= 4) {
                int id = unsigned(extra.getShort());
                int length = Math.min(unsigned(extra.getShort()), extra.remaining());
                if (id == 1) {
                    return extra.slice(extra.position(), length).order(extra.order());
                }
                extra.position(extra.position() + length);
            }
            return extra.slice(extra.limit(), 0);
        }
    }

    private ByteBuffer read(long offset, long length, String what) {
        if (offset < 0 || length < 0 || offset > file.size() || length > file.size() - offset) {
            throw broken("its " + what + " at byte " + offset + " leaves the file");
        }
        return file.slice(offset, length);
    }

    private static String text(ByteBuffer bytes, int at, int length) {
        var text = new byte[length];
        bytes.get(at, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private MalformedTensorFile broken(String why) {
        return new MalformedTensorFile(file.source() + " is damaged: " + why);
    }

    private static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }
}
