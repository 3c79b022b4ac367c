package dev.yinsong.common.tensorfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code .safetensors} file: eight bytes of header length, a JSON header, then the tensors' bytes without gaps.
 *
 * <p>Nothing in the file is believed: a header that is too long, a type that is unknown, and offsets that leave the
 * file, overlap, leave a hole or disagree with the shape are each refused with a message that names file and tensor.
 */
public final class SafeTensors implements TensorFile {

    private static final long MAX_HEADER = 100_000_000;
    private static final String METADATA = "__metadata__";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String source;
    private final Map<String, TensorEntry> tensors;
    private final Map<String, String> metadata;

    private SafeTensors(String source, Map<String, TensorEntry> tensors, Map<String, String> metadata) {
        this.source = source;
        this.tensors = Collections.unmodifiableMap(tensors);
        this.metadata = Collections.unmodifiableMap(metadata);
    }

    /**
     * Maps a file.
     *
     * @throws MalformedTensorFile when the file is not a sound safetensors file
     * @throws UncheckedIOException when it cannot be read
     */
    public static SafeTensors open(Path file) {
        return parse(Mapping.of(file));
    }

    /** Reads a file that is already in memory; {@code source} names it in messages. */
    public static SafeTensors parse(String source, byte[] bytes) {
        return parse(new Mapping(source, MemorySegment.ofArray(bytes)));
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Map<String, TensorEntry> tensors() {
        return tensors;
    }

    /** The free text that the writer attached. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Writes a file; a file of that name is replaced only once the new one is complete. */
    public static void write(Path file, Collection<TensorEntry> tensors, Map<String, String> metadata) {
        Replacement.write(file, channel -> write(channel, tensors, metadata));
    }

    /** The file's bytes, for small sets of tensors. */
    public static byte[] bytes(Collection<TensorEntry> tensors, Map<String, String> metadata) {
        var out = new ByteArrayOutputStream();
        try {
            write(Channels.newChannel(out), tensors, metadata);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(
            WritableByteChannel channel, Collection<TensorEntry> tensors, Map<String, String> metadata)
            throws IOException {
        // Wide elements first, as the reference writer does, so that every tensor is aligned to its element.
        var ordered = new ArrayList<>(tensors);
        ordered.sort(Comparator.comparingInt((TensorEntry t) -> -t.dtype().bytes()));
        var header = header(ordered, metadata).getBytes(StandardCharsets.UTF_8);
        int padded = (header.length + 7) / 8 * 8;
        var head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(padded).put(header);
        Arrays.fill(head.array(), head.position(), head.capacity(), (byte) ' ');
        Replacement.writeAll(channel, head.rewind());
        for (var tensor : ordered) {
            Replacement.writeAll(channel, tensor.data());
        }
    }

    private static String header(List<TensorEntry> tensors, Map<String, String> metadata) {
        var root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            metadata.forEach(root.putObject(METADATA)::put);
        }
        long offset = 0;
        for (var tensor : tensors) {
            if (tensor.name().equals(METADATA) || root.has(tensor.name())) {
                throw new IllegalArgumentException("a file cannot hold two tensors named " + tensor.name());
            }
            var node = root.putObject(tensor.name());
            node.put("dtype", tensor.dtype().name());
            var shape = node.putArray("shape");
            Arrays.stream(tensor.shape()).forEach(shape::add);
            node.putArray("data_offsets")
                    .add(offset)
                    .add(offset += tensor.data().remaining());
        }
        return root.toString();
    }

    private static SafeTensors parse(Mapping file) {
        var reader = new Reader(file);
        var metadata = reader.metadata();
        return new SafeTensors(file.source(), reader.tensors(), metadata);
    }

    /** One pass over a file's header. */
    private static final class Reader {

        private final Mapping file;
        private final ObjectNode header;
        private final long dataStart;

        Reader(Mapping file) {
            this.file = file;
            if (file.size() < 8) {
                throw malformed("is " + file.size() + " bytes long, too short for a safetensors file");
            }
            long length = file.slice(0, 8).getLong();
            if (length < 2 || length > MAX_HEADER || length > file.size() - 8) {
                throw malformed("has a header length of " + length + " in a file of " + file.size() + " bytes");
            }
            this.dataStart = 8 + length;
            this.header = header((int) length);
        }

        private ObjectNode header(int length) {
            var bytes = new byte[length];
            file.slice(8, length).get(bytes);
            try {
                if (JSON.readTree(bytes) instanceof ObjectNode node) {
                    return node;
                }
                throw malformed("has a header that is not a JSON object");
            } catch (JsonProcessingException e) {
                throw new MalformedTensorFile(file.source() + " has a broken header: " + e.getOriginalMessage(), e);
            } catch (IOException e) {
                throw new MalformedTensorFile(file.source() + " has a broken header: " + e.getMessage(), e);
            }
        }

        Map<String, String> metadata() {
            var node = header.get(METADATA);
            if (node == null) {
                return Map.of();
            }
            var values = new LinkedHashMap<String, String>();
            for (var field : node.properties()) {
                if (!field.getValue().isTextual()) {
                    throw malformed("has metadata " + field.getKey() + " that is not text");
                }
                values.put(field.getKey(), field.getValue().textValue());
            }
            return values;
        }

        Map<String, TensorEntry> tensors() {
            var spans = new ArrayList<Span>();
            for (var field : header.properties()) {
                if (!field.getKey().equals(METADATA)) {
                    spans.add(span(field.getKey(), field.getValue()));
                }
            }
            spans.sort(Comparator.comparingLong(Span::begin).thenComparingLong(Span::end));
            checkCoverage(spans);
            var tensors = new LinkedHashMap<String, TensorEntry>();
            for (var span : spans) {
                var data = file.slice(dataStart + span.begin, span.end - span.begin);
                tensors.put(span.name, new TensorEntry(span.name, span.dtype, span.shape, data));
            }
            return tensors;
        }

        private Span span(String name, JsonNode node) {
            var dtype = dtype(name, node.path("dtype"));
            var shape = numbers(name, "shape", node.path("shape"));
            var offsets = numbers(name, "data_offsets", node.path("data_offsets"));
            if (offsets.length != 2 || offsets[0] > offsets[1] || offsets[1] > file.size() - dataStart) {
                throw malformed("tensor " + name + " has data_offsets " + Arrays.toString(offsets) + " outside of the "
                        + (file.size() - dataStart) + " bytes of data");
            }
            long length = offsets[1] - offsets[0];
            long expected = expectedBytes(name, dtype, shape);
            if (length != expected) {
                throw malformed("tensor " + name + " of shape " + Arrays.toString(shape) + " and type " + dtype
                        + " needs " + expected + " bytes, has " + length);
            }
            if (length > Integer.MAX_VALUE) {
                throw malformed("tensor " + name + " is " + length + " bytes long; at most 2 GiB are supported");
            }
            return new Span(name, dtype, shape, offsets[0], offsets[1]);
        }

        private long expectedBytes(String name, DType dtype, long[] shape) {
            try {
                return TensorEntry.byteCount(name, dtype, shape);
            } catch (IllegalArgumentException e) {
                throw new MalformedTensorFile(file.source() + ": " + e.getMessage(), e);
            }
        }

        private DType dtype(String name, JsonNode node) {
            for (var dtype : DType.values()) {
                if (dtype.name().equals(node.textValue())) {
                    return dtype;
                }
            }
            throw malformed("tensor " + name + " has the unsupported type " + node);
        }

        private long[] numbers(String name, String key, JsonNode node) {
            if (!node.isArray() || node.size() > 64) {
                throw malformed("tensor " + name + " has no list of numbers under " + key);
            }
            var numbers = new long[node.size()];
            for (int i = 0; i < numbers.length; i++) {
                var number = node.get(i);
                if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
                    throw malformed("tensor " + name + " has " + number + " under " + key);
                }
                numbers[i] = number.longValue();
            }
            return numbers;
        }

        private void checkCoverage(List<Span> spans) {
            long end = 0;
            for (var span : spans) {
                if (span.begin != end) {
                    throw malformed("tensor " + span.name + " begins at byte " + span.begin
                            + (span.begin < end
                                    ? " and overlaps the tensor before it, which ends at "
                                    : ", after a hole from ")
                            + end);
                }
                end = span.end;
            }
            if (end != file.size() - dataStart) {
                throw malformed("holds " + (file.size() - dataStart) + " bytes of data, its header names " + end);
            }
        }

        private MalformedTensorFile malformed(String what) {
            return new MalformedTensorFile(file.source() + (what.startsWith("tensor ") ? ": " : " ") + what);
        }
    }

    private record Span(String name, DType dtype, long[] shape, long begin, long end) {}
}
