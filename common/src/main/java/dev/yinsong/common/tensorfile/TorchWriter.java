package dev.yinsong.common.tensorfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes the zip of {@code torch.save}: records {@code data.pkl}, {@code byteorder}, {@code data/0}…, {@code version},
 * each stored and aligned to 64 bytes as torch does, so that it can be mapped.
 */
final class TorchWriter {

    private static final int ALIGNMENT = 64;
    private static final long UNSIGNED_INT = 0xffff_ffffL;
    private static final int UTF8_NAMES = 1 << 11;

    private record Written(byte[] name, long offset, long length, int crc) {}

    private final FileChannel out;
    private final String folder;
    private final List<Written> records = new ArrayList<>();

    TorchWriter(Path file, FileChannel out) {
        this.out = out;
        this.folder = stem(file) + "/";
    }

    void write(List<TensorPlan> tensors) throws IOException {
        write(StatePickle.of(tensors), tensors);
    }

    /** Writes dictionaries of tensors by name. */
    void write(Map<String, List<TensorPlan>> dictionaries) throws IOException {
        write(
                StatePickle.of(dictionaries),
                dictionaries.values().stream().flatMap(List::stream).toList());
    }

    private void write(ByteBuffer pickle, List<TensorPlan> tensors) throws IOException {
        record("data.pkl", pickle);
        record("byteorder", ascii("little"));
        for (int i = 0; i < tensors.size(); i++) {
            record("data/" + i, tensors.get(i).make().data());
        }
        record("version", ascii("3\n"));
        directory();
    }

    private void record(String name, ByteBuffer data) throws IOException {
        var nameBytes = (folder + name).getBytes(StandardCharsets.UTF_8);
        long offset = out.position();
        int length = data.remaining();
        var crc = new CRC32();
        crc.update(data.duplicate());
        var written = new Written(nameBytes, offset, length, (int) crc.getValue());
        int padding = padding(offset + 30 + nameBytes.length + 4);
        var header = buffer(30 + nameBytes.length + 4 + padding);
        header.putInt(StoredZip.LOCAL_HEADER).putShort((short) 20);
        common(header, written);
        header.putShort((short) (4 + padding)).put(nameBytes);
        header.put((byte) 'F').put((byte) 'B').putShort((short) padding);
        while (header.hasRemaining()) {
            header.put((byte) 'Z');
        }
        Replacement.writeAll(out, header.flip());
        Replacement.writeAll(out, data);
        records.add(written);
    }

    /** What a local header and a directory entry share, up to the name's length. */
    private static void common(ByteBuffer header, Written record) {
        header.putShort((short) UTF8_NAMES).putShort((short) 0); // stored
        header.putShort((short) 0).putShort((short) 0x21); // 1 January 1980, so that equal tensors make equal files
        header.putInt(record.crc).putInt((int) record.length).putInt((int) record.length);
        header.putShort((short) record.name.length);
    }

    private void directory() throws IOException {
        long start = out.position();
        for (var record : records) {
            Replacement.writeAll(out, entry(record));
        }
        long size = out.position() - start;
        var end = buffer(56 + 20 + 22);
        end.putInt(StoredZip.END64).putLong(44).putShort((short) 45).putShort((short) 45);
        end.putInt(0).putInt(0).putLong(records.size()).putLong(records.size());
        end.putLong(size).putLong(start);
        end.putInt(StoredZip.END64_LOCATOR).putInt(0).putLong(start + size).putInt(1);
        short count = (short) Math.min(records.size(), 0xffff);
        end.putInt(StoredZip.END).putInt(0).putShort(count).putShort(count);
        end.putInt((int) size).putInt((int) Math.min(start, UNSIGNED_INT)).putShort((short) 0);
        Replacement.writeAll(out, end.flip());
    }

    private static ByteBuffer entry(Written record) {
        boolean far = record.offset >= UNSIGNED_INT;
        var entry = buffer(46 + record.name.length + (far ? 12 : 0));
        entry.putInt(StoredZip.DIRECTORY_ENTRY).putShort((short) 45).putShort((short) 45);
        common(entry, record);
        entry.putShort((short) (far ? 12 : 0)).putShort((short) 0).putShort((short) 0);
        entry.putShort((short) 0).putInt(0).putInt((int) Math.min(record.offset, UNSIGNED_INT));
        entry.put(record.name);
        if (far) {
            entry.putShort((short) 1).putShort((short) 8).putLong(record.offset);
        }
        return entry.flip();
    }

    private static int padding(long offset) {
        return (int) ((ALIGNMENT - offset % ALIGNMENT) % ALIGNMENT);
    }

    private static String stem(Path file) {
        var name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The pickle (protocol 2) of an {@code OrderedDict} of tensors, or of several of them, tensor i in storage i. */
    private static final class StatePickle {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int storages;

        static ByteBuffer of(List<TensorPlan> tensors) {
            var pickle = new StatePickle();
            pickle.start();
            pickle.dictionary(tensors);
            return pickle.end();
        }

        static ByteBuffer of(Map<String, List<TensorPlan>> dictionaries) {
            var pickle = new StatePickle();
            pickle.start();
            pickle.emptyOrderedDict();
            pickle.out.write('(');
            dictionaries.forEach((name, tensors) -> {
                pickle.text(name);
                pickle.dictionary(tensors);
            });
            pickle.out.write('u');
            return pickle.end();
        }

        private void start() {
            out.write(0x80);
            out.write(2);
        }

        private ByteBuffer end() {
            out.write('.');
            return ByteBuffer.wrap(out.toByteArray());
        }

        private void dictionary(List<TensorPlan> tensors) {
            emptyOrderedDict();
            out.write('(');
            var names = new HashSet<String>();
            for (var tensor : tensors) {
                if (!names.add(tensor.name())) {
                    throw new IllegalArgumentException("a file cannot hold two tensors named " + tensor.name());
                }
                text(tensor.name());
                tensor(tensor, storages++);
            }
            out.write('u');
        }

        private void tensor(TensorPlan tensor, int storage) {
            var shape = tensor.shape();
            long elements = 1;
            for (long size : shape) {
                elements *= size;
            }
            global("torch._utils", "_rebuild_tensor_v2");
            out.write('(');
            out.write('(');
            text("storage");
            global("torch", storageType(tensor.dtype()));
            text(Integer.toString(storage));
            text("cpu");
            integer(elements);
            out.write('t');
            out.write('Q');
            integer(0); // offset
            tuple(shape);
            tuple(strides(shape));
            out.write(0x89); // requires no gradient
            emptyOrderedDict(); // no hooks
            out.write('t');
            out.write('R');
        }

        private static long[] strides(long[] shape) {
            var strides = new long[shape.length];
            long stride = 1;
            for (int i = shape.length - 1; i >= 0; i--) {
                strides[i] = stride;
                stride *= Math.max(shape[i], 1);
            }
            return strides;
        }

        private void emptyOrderedDict() {
            global("collections", "OrderedDict");
            out.write(')');
            out.write('R');
        }

        private void tuple(long[] values) {
            out.write('(');
            for (long value : values) {
                integer(value);
            }
            out.write('t');
        }

        private void integer(long value) {
            if (value == (int) value) {
                out.write('J');
                bytes(value, 4);
            } else {
                out.write(0x8a);
                out.write(8);
                bytes(value, 8);
            }
        }

        private void text(String text) {
            var utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.write('X');
            bytes(utf8.length, 4);
            out.writeBytes(utf8);
        }

        private void global(String module, String name) {
            out.write('c');
            out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        }

        private void bytes(long value, int count) {
            for (int i = 0; i < count; i++) {
                out.write((int) (value >> (8 * i)));
            }
        }

        private static String storageType(DType dtype) {
            return switch (dtype) {
                case F64 -> "DoubleStorage";
                case F32 -> "FloatStorage";
                case F16 -> "HalfStorage";
                case BF16 -> "BFloat16Storage";
                case I64 -> "LongStorage";
                case I32 -> "IntStorage";
                case I16 -> "ShortStorage";
                case I8 -> "CharStorage";
                case U8 -> "ByteStorage";
                case BOOL -> "BoolStorage";
            };
        }
    }
}
