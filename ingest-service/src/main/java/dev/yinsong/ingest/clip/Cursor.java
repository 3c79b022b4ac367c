package dev.yinsong.ingest.clip;

import dev.yinsong.common.problem.Problem;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in a list of clips: right after one of them. It stays right when clips are added or deleted.
 *
 * @param at when that clip was made
 * @param clip its id
 */
record Cursor(Instant at, UUID clip) {

    /** Before all clips. */
    static final Cursor START = new Cursor(Instant.EPOCH, new UUID(0, 0));

    private static final int BYTES = 3 * Long.BYTES;

    static Cursor after(Clip clip) {
        return new Cursor(clip.createdAt(), clip.id());
    }

    /** The cursor that {@link #toString} wrote. */
    static Cursor of(String text) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            return new Cursor(
                    Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS), new UUID(bytes.getLong(), bytes.getLong()));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new CursorRefused();
        }
    }

    @Override
    public String toString() {
        var bytes = ByteBuffer.allocate(BYTES)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .putLong(clip.getMostSignificantBits())
                .putLong(clip.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** What came as a cursor was none. */
    static final class CursorRefused extends Problem {

        private static final long serialVersionUID = 1;

        CursorRefused() {
            super(
                    "cursor-refused",
                    "Cursor refused",
                    400,
                    "A cursor is what an earlier page has as next. Leave it out to begin at the beginning.");
        }
    }
}
