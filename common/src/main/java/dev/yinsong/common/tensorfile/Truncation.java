package dev.yinsong.common.tensorfile;

import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says which tensor a truncated file of {@code torch.save} ends in.
 *
 * <p>A zip's directory is at its end, so a truncated file has none. Its pickle comes first, though, and tells how long
 * each following record is; walking them finds the record that the end of the file cuts.
 */
final class Truncation {

    private static final int DESCRIPTOR = 0x08074b50;
    private static final int SMALL_RECORD = 1024;

    private final Mapping file;
    private final Map<String, String> tensorOfStorage = new LinkedHashMap<>();
    private final Map<String, Long> bytesOfStorage = new LinkedHashMap<>();

    private Truncation(Mapping file) {
        this.file = file;
    }

    static MalformedTensorFile explain(Mapping file) {
        return new MalformedTensorFile(file.source() + " is truncated: it ends after " + file.size() + " bytes, "
                + new Truncation(file).where());
    }

    private String where() {
        var first = header(0);
        if (first == null || !first.name.endsWith("/data.pkl")) {
            return "before its directory";
        }
        var bytes = file.slice(first.start, Math.min(file.size() - first.start, Integer.MAX_VALUE));
        try {
            collect("", Pickle.load(file.source(), bytes), new IdentityHashMap<>(), 0);
        } catch (MalformedTensorFile e) {
            return "inside of its list of tensors (" + e.getMessage() + ")";
        }
        return walk(afterDescriptor(first.start + bytes.position()));
    }

    private String walk(long at) {
        for (var header = header(at); header != null; header = header(at)) {
            var storage = header.name.substring(header.name.lastIndexOf('/') + 1);
            var length = header.name.contains("/data/") ? bytesOfStorage.remove(storage) : null;
            if (length == null) {
                at = nextHeader(header.start);
                continue;
            }
            if (length > file.size() - header.start) {
                return "in tensor " + tensorOfStorage.getOrDefault(storage, storage) + ", which needs " + length
                        + " bytes from byte " + header.start;
            }
            at = afterDescriptor(header.start + length);
        }
        return bytesOfStorage.keySet().stream()
                .findFirst()
                .map(storage -> "before tensor " + tensorOfStorage.get(storage))
                .orElse("before its directory");
    }

    /** Containers that lie deeper than those that could be read are left out. */
    private void collect(String name, @Nullable Object value, IdentityHashMap<Object, Boolean> seen, int depth) {
        if (value == null || depth > TorchFile.MAX_DEPTH || seen.put(value, true) != null) {
            return;
        }
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, inner) -> collect(String.valueOf(key), inner, seen, depth + 1));
            case List<?> list -> list.forEach(inner -> collect(name, inner, seen, depth + 1));
            case Pickle.Tensor tensor -> {
                var storage = tensor.storage();
                tensorOfStorage.putIfAbsent(storage.key(), name);
                if (storage.elements() <= Long.MAX_VALUE / storage.dtype().bytes()) {
                    bytesOfStorage.putIfAbsent(
                            storage.key(), storage.elements() * storage.dtype().bytes());
                }
            }
            default -> {} // numbers and text have no record
        }
    }

    private record Header(String name, long start) {}

    private @Nullable Header header(long at) {
        if (at < 0 || file.size() - at < 30) {
            return null;
        }
        var bytes = file.slice(at, 30);
        int name = Short.toUnsignedInt(bytes.getShort(26));
        int extra = Short.toUnsignedInt(bytes.getShort(28));
        long start = at + 30 + name + extra;
        if (bytes.getInt(0) != StoredZip.LOCAL_HEADER || start > file.size()) {
            return null;
        }
        var text = new byte[name];
        file.slice(at + 30, name).get(text);
        return new Header(new String(text, StandardCharsets.UTF_8), start);
    }

    /** Where the record after a small one begins, whose length the pickle does not tell. */
    private long nextHeader(long from) {
        long to = Math.min(from + SMALL_RECORD, file.size() - 4);
        for (long at = from; at < to; at++) {
            if (file.slice(at, 4).getInt() == StoredZip.LOCAL_HEADER) {
                return at;
            }
        }
        return -1;
    }

    /** A record may be followed by its checksum and lengths, which are 32 or 64 bits wide. */
    private long afterDescriptor(long at) {
        if (file.size() - at < 4 || file.slice(at, 4).getInt() != DESCRIPTOR) {
            return at;
        }
        boolean narrow = file.size() - at >= 20 && file.slice(at + 16, 4).getInt() == StoredZip.LOCAL_HEADER;
        return at + (narrow ? 16 : 24);
    }
}
