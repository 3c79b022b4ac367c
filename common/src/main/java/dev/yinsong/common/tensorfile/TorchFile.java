package dev.yinsong.common.tensorfile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file of Python's {@code torch.save}: a zip of stored records, one a pickle that describes the tensors.
 *
 * <p>Contiguous tensors are slices of the mapped file; others (transposed, strided, expanded) are gathered into fresh
 * buffers. The pickle may build only tensors, containers, numbers and text; see {@link Pickle}. Keys keep the file's
 * order.
 */
public final class TorchFile implements TensorFile {

    private static final byte[] LEGACY_MAGIC = {
        (byte) 0x8a, 0x0a, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19
    };
    private static final int MAX_PICKLE = 64 << 20;
    static final int MAX_DEPTH = 64; // of containers
    private static final long MIN_GATHER_BUDGET = 64 << 20;

    private final Mapping file;
    private final StoredZip zip;
    private final String folder;
    private final IdentityHashMap<Object, Object> converted = new IdentityHashMap<>();
    private final Map<String, Object> entries;
    private final Map<String, TensorEntry> tensors;
    private long gatherBudget;

    private TorchFile(Mapping file, StoredZip zip) {
        this.file = file;
        this.zip = zip;
        this.folder = folder();
        this.gatherBudget = Math.max(MIN_GATHER_BUDGET, file.size());
        checkByteOrder();
        var root = Pickle.load(file.source(), pickle());
        if (!(root instanceof Map<?, ?> map)) {
            throw malformed("does not hold a dictionary of tensors");
        }
        this.entries = mapping(map, 0);
        this.tensors = tensorsOf(entries);
    }

    /**
     * Maps a file.
     *
     * @throws MalformedTensorFile when the file is damaged, is in torch's format from before 1.6, or asks for anything
     *     but tensors, containers, numbers and text; the message names the file, and the key where there is one
     * @throws java.io.UncheckedIOException when it cannot be read
     */
    public static TorchFile open(Path path) {
        var file = Mapping.of(path);
        var zip = StoredZip.open(file);
        if (zip == null) {
            throw notAZip(file);
        }
        return new TorchFile(file, zip);
    }

    /** Writes a state dict that Python's {@code torch.load} reads; a file of that name is replaced once it is complete. */
    public static void write(Path file, Collection<TensorEntry> tensors) {
        writePlanned(file, tensors.stream().map(TensorPlan::of).toList());
    }

    /** Writes a state dict whose tensors are made one at a time, so that the file may be larger than the heap. */
    public static void writePlanned(Path file, Collection<TensorPlan> tensors) {
        Replacement.write(file, channel -> new TorchWriter(file, channel).write(List.copyOf(tensors)));
    }

    /**
     * Writes a dictionary of dictionaries, such as {@code spk2info.pt}.
     *
     * @param dictionaries the tensors of each by its name, in the file's order
     */
    public static void write(Path file, Map<String, List<TensorEntry>> dictionaries) {
        var plans = new LinkedHashMap<String, List<TensorPlan>>();
        dictionaries.forEach((name, tensors) ->
                plans.put(name, tensors.stream().map(TensorPlan::of).toList()));
        Replacement.write(file, channel -> new TorchWriter(file, channel).write(plans));
    }

    @Override
    public String source() {
        return file.source();
    }

    /** The tensors at the top of the file; for those inside of other entries see {@link #tensorsIn}. */
    @Override
    public Map<String, TensorEntry> tensors() {
        return tensors;
    }

    /**
     * Everything at the top of the file: each value a {@link TensorEntry}, {@link Map}, {@link List}, {@link String},
     * {@link Long}, {@link Double} or {@link Boolean}; entries that are None are left out.
     */
    public Map<String, Object> entries() {
        return entries;
    }

    /**
     * The tensors of a dictionary inside of others, such as a training checkpoint's {@code state_dict}.
     *
     * @param path the dictionaries' names, outermost first
     * @throws MalformedTensorFile when there is no dictionary of one of these names
     */
    public Map<String, TensorEntry> tensorsIn(String... path) {
        Map<?, ?> map = entries;
        for (var name : path) {
            if (!(map.get(name) instanceof Map<?, ?> inner)) {
                throw malformed("has no dictionary named " + String.join(".", path));
            }
            map = inner;
        }
        return tensorsOf(map);
    }

    private static Map<String, TensorEntry> tensorsOf(Map<?, ?> map) {
        var tensors = new LinkedHashMap<String, TensorEntry>();
        map.forEach((key, value) -> {
            if (value instanceof TensorEntry tensor) {
                tensors.put(key.toString(), tensor);
            }
        });
        return Collections.unmodifiableMap(tensors);
    }

    // ---- records

    private String folder() {
        var folders = zip.names().stream()
                .filter(name -> name.endsWith("/data.pkl"))
                .map(name -> name.substring(0, name.length() - "data.pkl".length()))
                .toList();
        if (folders.size() != 1) {
            throw malformed("is not a file of torch.save: it has " + folders.size() + " records named data.pkl");
        }
        return folders.getFirst();
    }

    private void checkByteOrder() {
        var span = zip.find(folder + "byteorder");
        if (span != null && !text(span).equals("little")) {
            throw malformed("was written with byte order " + text(span) + "; only little is supported");
        }
    }

    private String text(StoredZip.Span span) {
        var bytes = new byte[(int) Math.min(span.length(), 64)];
        file.slice(span.offset(), bytes.length).get(bytes);
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    private ByteBuffer pickle() {
        var span = zip.find(folder + "data.pkl");
        if (span == null || span.length() > MAX_PICKLE) {
            throw malformed("has a pickle of more than " + MAX_PICKLE + " bytes");
        }
        return file.slice(span.offset(), span.length());
    }

    // ---- from pickled values to entries

    private @Nullable Object convert(String name, Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("nests its containers more than " + MAX_DEPTH + " deep");
        }
        return switch (value) {
            case Map<?, ?> map -> once(map, () -> mapping(map, depth));
            case List<?> list -> once(list, () -> sequence(list, depth));
            case Pickle.Tensor tensor -> tensor(name, tensor);
            case String text -> text;
            case Number number -> number;
            case Boolean flag -> flag;
            default -> {
                if (Pickle.isNone(value)) {
                    yield null;
                }
                throw malformed("holds a function or storage under " + name + ", not a tensor");
            }
        };
    }

    /** A container that is referred to twice is converted once: a small pickle cannot unfold into a large tree. */
    private Object once(Object container, Supplier<Object> conversion) {
        var known = converted.get(container);
        if (known == null) {
            converted.put(container, known = conversion.get());
        }
        return known;
    }

    private Map<String, Object> mapping(Map<?, ?> map, int depth) {
        var result = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> {
            var name = String.valueOf(key);
            var entry = convert(name, value, depth + 1);
            if (entry != null) {
                result.put(name, entry);
            }
        });
        return Collections.unmodifiableMap(result);
    }

    private List<@Nullable Object> sequence(List<?> list, int depth) {
        var result = new ArrayList<@Nullable Object>(list.size());
        for (int i = 0; i < list.size(); i++) {
            result.add(convert("[" + i + "]", list.get(i), depth + 1));
        }
        return Collections.unmodifiableList(result);
    }

    private TensorEntry tensor(String name, Pickle.Tensor tensor) {
        var storage = tensor.storage();
        var span = zip.find(folder + "data/" + storage.key());
        if (span == null) {
            throw malformed("has no record data/" + storage.key() + ", which tensor " + name + " lies in");
        }
        int width = storage.dtype().bytes();
        if (span.length() % width != 0 || span.length() / width != storage.elements()) {
            throw malformed("has " + span.length() + " bytes in record data/" + storage.key() + ", but tensor " + name
                    + " lies in " + storage.elements() + " elements of " + storage.dtype());
        }
        var layout = new Layout(tensor.offset(), tensor.size(), tensor.stride());
        if (!layout.fits(storage.elements())) {
            throw malformed("has a tensor " + name + " that leaves its storage: " + layout + " in " + storage.elements()
                    + " elements");
        }
        return new TensorEntry(name, storage.dtype(), tensor.size(), bytes(name, layout, span, width));
    }

    private ByteBuffer bytes(String name, Layout layout, StoredZip.Span span, int width) {
        if (layout.elements() > Integer.MAX_VALUE / width) {
            throw malformed("has a tensor " + name + " of more than 2 GiB, which is not supported");
        }
        if (layout.contiguous()) {
            return file.slice(span.offset() + layout.offset() * width, layout.elements() * width);
        }
        gatherBudget -= layout.elements() * width;
        if (gatherBudget < 0) {
            throw malformed("has a tensor " + name + " that repeats its elements beyond the file's own size");
        }
        return layout.gather(file.bytes().asSlice(span.offset(), span.length()), width);
    }

    // ---- what is not a zip

    private static MalformedTensorFile notAZip(Mapping file) {
        if (startsWithLegacyMagic(file)) {
            return new MalformedTensorFile(file.source()
                    + " is in torch's old format from before version 1.6, not a zip; load it in Python and save it"
                    + " again with torch.save");
        }
        if (file.size() >= 4 && file.slice(0, 4).getInt() == StoredZip.LOCAL_HEADER) {
            return Truncation.explain(file);
        }
        return new MalformedTensorFile(
                file.source() + " is not a file of torch.save: its " + file.size() + " bytes are no zip");
    }

    private static boolean startsWithLegacyMagic(Mapping file) {
        if (file.size() < 2 + LEGACY_MAGIC.length) {
            return false;
        }
        var magic = new byte[LEGACY_MAGIC.length];
        file.slice(2, magic.length).get(magic);
        return Arrays.equals(magic, LEGACY_MAGIC);
    }

    private MalformedTensorFile malformed(String what) {
        return new MalformedTensorFile(file.source() + " " + what);
    }
}
