package dev.yinsong.cosyvoice.tensor;

/** An operation that libtorch refused: wrong shapes or types, or no memory left. */
public final class TensorException extends RuntimeException {

    TensorException(String operation, Throwable cause) {
        super(operation + ": " + firstLine(cause), cause);
    }

    /** Whether memory ran out, on the device or the host. */
    public boolean outOfMemory() {
        var text = String.valueOf(getCause()).toLowerCase(java.util.Locale.ROOT);
        return text.contains("out of memory") || text.contains("can't allocate memory") || text.contains("bad_alloc");
    }

    private static String firstLine(Throwable cause) {
        var text = String.valueOf(cause.getMessage());
        var lines = text.lines().filter(line -> !line.isBlank()).toList();
        // TorchScript puts the reason of a failure last, below its own trace.
        return lines.isEmpty() ? cause.toString() : lines.getLast().strip();
    }
}
