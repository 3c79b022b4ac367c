package dev.yinsong.cosyvoice.tensor;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * DJL's native functions on raw handles.
 *
 * <p>DJL's own arrays free the memory behind scalars while autograd still holds it, and leak on long-lived receivers;
 * so tensors here own their handles, and only these functions are used. They are package-private in DJL, hence the
 * method handles: they work under any class loader, where a class put into DJL's package would not.
 */
final class Libtorch {

    private static final Object LIB;
    private static final MethodHandle RUN, FROM_TENSOR, FROM_BOOL, FROM_LONG, FROM_DOUBLE, FROM_LONGS, FROM_TENSORS;
    private static final MethodHandle TO_TENSOR, TO_TENSORS, TO_IVALUES, DELETE_IVALUE, IS_TENSOR_LIST;
    private static final MethodHandle FROM_BLOB, SIZES, DTYPE, BUFFER, ATTACH_GRAD, GRAD, BACKWARD, ZERO_GRAD;

    static {
        Engine.getEngine("PyTorch"); // loads the native libraries
        try {
            var type = Class.forName("ai.djl.pytorch.jni.PyTorchLibrary", true, JniUtils.class.getClassLoader());
            var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            LIB = lookup.findStaticGetter(type, "LIB", type).invoke();
            var find = new Finder(lookup, type);
            RUN = find.method(
                    "moduleRunMethod",
                    long.class,
                    long.class,
                    String.class,
                    long[].class,
                    boolean.class,
                    boolean.class);
            FROM_TENSOR = find.method("iValueFromTensor", long.class, long.class);
            FROM_BOOL = find.method("iValueFromBool", long.class, boolean.class);
            FROM_LONG = find.method("iValueFromLong", long.class, long.class);
            FROM_DOUBLE = find.method("iValueFromDouble", long.class, double.class);
            FROM_LONGS = find.method("iValueFromLongList", long.class, long[].class);
            FROM_TENSORS = find.method("iValueFromTensorList", long.class, long[].class);
            TO_TENSOR = find.method("iValueToTensor", long.class, long.class);
            TO_TENSORS = find.method("iValueToTensorList", long[].class, long.class);
            TO_IVALUES = find.method("iValueToIValueTuple", long[].class, long.class);
            IS_TENSOR_LIST = find.method("iValueIsTensorList", boolean.class, long.class);
            DELETE_IVALUE = find.method("torchDeleteIValue", void.class, long.class);
            FROM_BLOB = find.method(
                    "torchFromBlob",
                    long.class,
                    ByteBuffer.class,
                    long[].class,
                    int.class,
                    int.class,
                    int[].class,
                    boolean.class);
            SIZES = find.method("torchSizes", long[].class, long.class);
            DTYPE = find.method("torchDType", int.class, long.class);
            BUFFER = find.method("torchDirectByteBuffer", ByteBuffer.class, long.class);
            ATTACH_GRAD = find.method("torchAttachGrad", void.class, long.class, boolean.class);
            GRAD = find.method("torchGrad", long.class, long.class);
            BACKWARD = find.method("torchBackward", void.class, long.class, long.class, boolean.class, boolean.class);
            ZERO_GRAD = find.method("zeroGrad", void.class, long.class);
        } catch (Throwable e) {
            throw new IllegalStateException("this version of DJL lacks a native function that Yinsong needs", e);
        }
    }

    private record Finder(MethodHandles.Lookup lookup, Class<?> type) {

        MethodHandle method(String name, Class<?> result, Class<?>... parameters) throws ReflectiveOperationException {
            var method = type.getDeclaredMethod(name, parameters);
            return lookup.unreflect(method)
                    .bindTo(LIB)
                    .asType(java.lang.invoke.MethodType.methodType(result, parameters));
        }
    }

    private Libtorch() {}

    /** Loads the native libraries, unless that has happened. */
    static void load() {}

    /** Whether operations of this thread are recorded for the backward pass. */
    static void recordGradients(boolean record) {
        JniUtils.setGradMode(record);
    }

    /** Runs a method of a module; the arguments are consumed. Returns the handle of an IValue. */
    static long run(long module, String method, long[] arguments) {
        try {
            return (long) RUN.invokeExact(module, method, arguments, true, false);
        } catch (Throwable e) {
            throw failure(method, e);
        }
    }

    /** A new IValue around a Java argument: a tensor, number, boolean, long[] or Tensor[]. */
    static long argument(@Nullable Object value) {
        try {
            return switch (value) {
                case Tensor t -> (long) FROM_TENSOR.invokeExact(t.handle());
                case Integer i -> (long) FROM_LONG.invokeExact((long) i);
                case Long l -> (long) FROM_LONG.invokeExact((long) l);
                case Double d -> (long) FROM_DOUBLE.invokeExact((double) d);
                case Boolean b -> (long) FROM_BOOL.invokeExact((boolean) b);
                case long[] list -> (long) FROM_LONGS.invokeExact(list);
                case Tensor[] list -> {
                    var handles = new long[list.length];
                    for (int i = 0; i < handles.length; i++) {
                        handles[i] = list[i].handle();
                    }
                    yield (long) FROM_TENSORS.invokeExact(handles);
                }
                case null, default ->
                    throw new IllegalArgumentException("an operation takes tensors, numbers and lists, not " + value);
            };
        } catch (Throwable e) {
            throw failure("argument", e);
        }
    }

    static long tensorOf(long ivalue) {
        try {
            return (long) TO_TENSOR.invokeExact(ivalue);
        } catch (Throwable e) {
            throw failure("result", e);
        }
    }

    /** Handles of the tensors in a list or tuple. */
    static long[] tensorsOf(long ivalue) {
        try {
            if ((boolean) IS_TENSOR_LIST.invokeExact(ivalue)) {
                return (long[]) TO_TENSORS.invokeExact(ivalue);
            }
            var parts = (long[]) TO_IVALUES.invokeExact(ivalue);
            var handles = new long[parts.length];
            for (int i = 0; i < parts.length; i++) {
                handles[i] = (long) TO_TENSOR.invokeExact(parts[i]);
                DELETE_IVALUE.invokeExact(parts[i]);
            }
            return handles;
        } catch (Throwable e) {
            throw failure("results", e);
        }
    }

    static void deleteValue(long ivalue) {
        try {
            DELETE_IVALUE.invokeExact(ivalue);
        } catch (Throwable e) {
            throw failure("delete", e);
        }
    }

    static void deleteTensor(long handle) {
        JniUtils.deleteNDArray(handle);
    }

    /** A tensor over the memory of a direct buffer, which must outlive it. */
    static long fromBlob(ByteBuffer buffer, long[] shape, int type) {
        try {
            return (long) FROM_BLOB.invokeExact(buffer, shape, type, 0, new int[] {0, -1}, false);
        } catch (Throwable e) {
            throw failure("blob", e);
        }
    }

    static long[] sizes(long handle) {
        try {
            return (long[]) SIZES.invokeExact(handle);
        } catch (Throwable e) {
            throw failure("sizes", e);
        }
    }

    static int type(long handle) {
        try {
            return (int) DTYPE.invokeExact(handle);
        } catch (Throwable e) {
            throw failure("dtype", e);
        }
    }

    /** The memory of a contiguous tensor on the CPU; valid as long as the tensor is. */
    static ByteBuffer buffer(long handle) {
        try {
            return ((ByteBuffer) BUFFER.invokeExact(handle)).order(java.nio.ByteOrder.nativeOrder());
        } catch (Throwable e) {
            throw failure("buffer", e);
        }
    }

    static void requireGradient(long handle, boolean required) {
        try {
            ATTACH_GRAD.invokeExact(handle, required);
        } catch (Throwable e) {
            throw failure("requires_grad", e);
        }
    }

    static long gradient(long handle) {
        try {
            return (long) GRAD.invokeExact(handle);
        } catch (Throwable e) {
            throw failure("grad", e);
        }
    }

    static void backward(long loss, long seed) {
        try {
            BACKWARD.invokeExact(loss, seed, false, false);
        } catch (Throwable e) {
            throw failure("backward", e);
        }
    }

    static void zeroGradient(long handle) {
        try {
            ZERO_GRAD.invokeExact(handle);
        } catch (Throwable e) {
            throw failure("zero_grad", e);
        }
    }

    private static RuntimeException failure(String what, Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof IllegalArgumentException || cause instanceof IllegalStateException) {
            return (RuntimeException) cause;
        }
        return new TensorException(what, cause);
    }
}
