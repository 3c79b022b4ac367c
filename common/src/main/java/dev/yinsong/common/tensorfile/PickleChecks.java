package dev.yinsong.common.tensorfile;

import dev.yinsong.common.tensorfile.Pickle.Storage;
import dev.yinsong.common.tensorfile.Pickle.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a value in a pickle must be; everything else is refused with a sentence about the file. */
final class PickleChecks {

    private static final int MAX_DIMENSIONS = 64;
    private static final int SHOWN = 40; // characters of a text

    private final String source;

    /** @param source names the file in messages */
    PickleChecks(String source) {
        this.source = source;
    }

    /** A list or tuple. */
    List<?> list(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw damaged("its pickle has " + describe(value) + " where a tuple belongs");
    }

    /** A module's or a function's name. */
    String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw damaged("its pickle has " + describe(value) + " where a name belongs");
    }

    /** A key of a dictionary. */
    Object key(Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        throw damaged("its pickle uses " + describe(value) + " as a dictionary key");
    }

    /** A number of elements. */
    long count(@Nullable Object value) {
        if (value instanceof Long number && number >= 0) {
            return number;
        }
        throw damaged("its pickle has " + describe(value) + " where a size belongs");
    }

    /** The sizes or strides of a tensor. */
    long[] sizes(Object value) {
        var list = list(value);
        if (list.size() > MAX_DIMENSIONS) {
            throw damaged("its pickle builds a tensor of " + list.size() + " dimensions");
        }
        return list.stream().mapToLong(this::count).toArray();
    }

    MalformedTensorFile notAllowed(String what) {
        return new MalformedTensorFile(source + " is refused: " + what
                + " is not allowed; a model file may hold only tensors, containers, numbers and text");
    }

    MalformedTensorFile damaged(String why) {
        return new MalformedTensorFile(source + " is damaged: " + why);
    }

    /** A value in a few words. */
    static String describe(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case Map<?, ?> map -> "a dictionary of " + map.size();
            case List<?> list -> "a list of " + list.size();
            case Tensor _ -> "a tensor";
            case Storage _ -> "a storage";
            case DType _ -> "a storage type";
            case PickleFunctions.Function _ -> "a function";
            case Pickle.None _ -> "None";
            case String text -> "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + "'";
            default -> value.toString();
        };
    }
}
