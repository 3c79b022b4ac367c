package dev.yinsong.ingest.http;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that a caller asked for.
 *
 * @param from the first byte
 * @param to the last byte, which belongs to it
 */
record ByteRange(long from, long to) {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * The range of a header, or nothing where the whole is to be sent: without a header, and for several ranges at once,
     * which nobody has to serve.
     *
     * @param size of the file, in bytes
     * @throws RangeRefused when the file has no such bytes
     */
    static Optional<ByteRange> of(@Nullable String header, long size) {
        var range = header == null ? null : RANGE.matcher(header.strip());
        if (range == null
                || !range.matches()
                || range.group(1).isEmpty() && range.group(2).isEmpty()) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long last = Long.parseLong(range.group(2));
            return inside(Math.max(0, size - last), size - 1, size);
        }
        long to = range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(range.group(2)));
        return inside(Long.parseLong(range.group(1)), to, size);
    }

    private static Optional<ByteRange> inside(long from, long to, long size) {
        if (from > to || from >= size) {
            throw new RangeRefused(size);
        }
        return Optional.of(new ByteRange(from, to));
    }

    long length() {
        return to - from + 1;
    }
}
