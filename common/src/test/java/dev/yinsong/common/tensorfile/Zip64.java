package dev.yinsong.common.tensorfile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Rewrites a small zip's directory as that of a zip of many gigabytes: every 32-bit length and place is full. */
final class Zip64 {

    private static final int FULL = -1;
    private static final int EXTRA = 28; // id, length, and three numbers of 64 bits

    private Zip64() {}

    static byte[] widened(byte[] zip) {
        var in = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int end64 = zip.length - 22 - 20 - 56;
        int entries = (int) in.getLong(end64 + 32);
        int start = (int) in.getLong(end64 + 48);
        var out = ByteBuffer.allocate(zip.length + entries * EXTRA).order(ByteOrder.LITTLE_ENDIAN);
        out.put(zip, 0, start);
        int at = start;
        for (int i = 0; i < entries; i++) {
            int name = in.getShort(at + 28);
            int entry = out.position();
            out.put(zip, at, 46 + name);
            out.putInt(entry + 20, FULL).putInt(entry + 24, FULL).putInt(entry + 42, FULL);
            out.putShort(entry + 30, (short) EXTRA);
            out.putShort((short) 1).putShort((short) (EXTRA - 4));
            out.putLong(in.getInt(at + 24)).putLong(in.getInt(at + 20)).putLong(in.getInt(at + 42));
            at += 46 + name;
        }
        int directory = out.position() - start;
        int newEnd64 = out.position();
        out.put(zip, end64, zip.length - end64);
        out.putLong(newEnd64 + 40, directory);
        out.putLong(newEnd64 + 56 + 8, newEnd64);
        out.putShort(out.capacity() - 22 + 10, (short) FULL);
        out.putInt(out.capacity() - 22 + 12, FULL).putInt(out.capacity() - 22 + 16, FULL);
        return out.array();
    }

    /** Says in a widened directory that the first record lies elsewhere. */
    static void moveFirstRecord(byte[] zip, long place) {
        var bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int start = (int) bytes.getLong(zip.length - 22 - 20 - 56 + 48);
        bytes.putLong(start + 46 + bytes.getShort(start + 28) + EXTRA - 8, place);
    }
}
