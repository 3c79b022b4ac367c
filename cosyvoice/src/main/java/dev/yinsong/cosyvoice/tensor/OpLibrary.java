package dev.yinsong.cosyvoice.tensor;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The operations of all networks, as TorchScript text (resource {@code ops.torchscript}) that is compiled at start.
 *
 * <p>A TorchScript archive is a zip of text and a tiny pickle; one with methods only needs no Python to write. Every
 * operation of libtorch is at hand in it, and gradients flow to the tensors passed as arguments.
 */
final class OpLibrary {

    private static final OpLibrary INSTANCE = new OpLibrary();
    private static final ThreadLocal<Boolean> PREPARED = ThreadLocal.withInitial(() -> {
        JniUtils.setGraphExecutorOptimize(false); // the profiling executor recompiles for each new shape
        return true;
    });

    private final long module;

    private OpLibrary() {
        Libtorch.load();
        try (var text = OpLibrary.class.getResourceAsStream("ops.torchscript")) {
            if (text == null) {
                throw new IllegalStateException("the resource ops.torchscript is missing");
            }
            var source = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            this.module =
                    JniUtils.loadModuleHandle(new ByteArrayInputStream(archive(source)), Device.cpu(), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs an operation that gives one tensor; it belongs to the current scope. */
    static Tensor call(String operation, Object... arguments) {
        long result = run(operation, arguments);
        try {
            return Tensor.owned(Libtorch.tensorOf(result));
        } finally {
            Libtorch.deleteValue(result);
        }
    }

    /** Runs an operation that gives a list or tuple of tensors. */
    static Tensor[] callList(String operation, Object... arguments) {
        long result = run(operation, arguments);
        try {
            var handles = Libtorch.tensorsOf(result);
            var tensors = new Tensor[handles.length];
            for (int i = 0; i < handles.length; i++) {
                tensors[i] = Tensor.owned(handles[i]);
            }
            return tensors;
        } finally {
            Libtorch.deleteValue(result);
        }
    }

    private static long run(String operation, Object[] arguments) {
        PREPARED.get();
        Cores.prepare();
        var values = new long[arguments.length];
        int made = 0;
        try {
            for (; made < arguments.length; made++) {
                values[made] = Libtorch.argument(arguments[made]);
            }
            return Libtorch.run(INSTANCE.module, operation, values);
        } finally {
            for (int i = 0; i < made; i++) {
                Libtorch.deleteValue(values[i]);
            }
        }
    }

    private static byte[] archive(String source) throws IOException {
        var code =
                new StringBuilder("class Ops(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
        source.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            var method = line.startsWith("def ") ? line.replaceFirst("\\(", "(self: __torch__.Ops, ") : line;
            code.append("  ").append(method).append('\n');
        });
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "ops/data.pkl", instance());
            put(zip, "ops/code/__torch__.py", code.toString().getBytes(StandardCharsets.UTF_8));
            put(zip, "ops/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            put(zip, "ops/version", "10\n".getBytes(StandardCharsets.US_ASCII));
            put(zip, "ops/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    /** A pickle of an {@code Ops} whose only attribute is {@code training = True}. */
    private static byte[] instance() throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x80, 2});
        out.write("c__torch__\nOps\n)\u0081}(X".getBytes(StandardCharsets.ISO_8859_1));
        out.write(new byte[] {8, 0, 0, 0});
        out.write("training".getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[] {(byte) 0x88, 'u', 'b', '.'});
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] data) throws IOException {
        var entry = new ZipEntry(name);
        entry.setSize(data.length);
        entry.setCompressedSize(data.length);
        var crc = new CRC32();
        crc.update(data);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(data);
        zip.closeEntry();
    }
}
