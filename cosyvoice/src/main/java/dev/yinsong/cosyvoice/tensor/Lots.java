package dev.yinsong.cosyvoice.tensor;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Draws which of many elements something happens to, such as dropout.
 *
 * <p>Drawn here, four at a time, since libtorch draws them one by one from 53 bits each, many times as slowly. Each thread
 * has one: its memory is used again, for the collector, which sees a small object, would leave it lying about for long.
 */
final class Lots {

    private static final ThreadLocal<Lots> OWN = ThreadLocal.withInitial(Lots::new);

    private static final int LANE = 16, LANES = Long.SIZE / LANE; // of a random long; its highest bit is no draw
    private static final long ONES = 0x0001_0001_0001_0001L, HIGHEST = ONES << (LANE - 1);

    private int[] drawn = {};
    private ByteBuffer memory = ByteBuffer.allocateDirect(0);

    private Lots() {}

    /** Those of this thread. */
    static Lots own() {
        return OWN.get();
    }

    /** Bytes that are zero with a probability, to fifteen bits, else one; good until this thread draws again. */
    ByteBuffer kept(SplittableRandom random, int count, double dropped) {
        int words = (count + LANES - 1) / LANES;
        if (drawn.length < words) {
            drawn = new int[words];
            memory = ByteBuffer.allocateDirect(words * Integer.BYTES);
        }
        long bounds = ONES * Math.round(dropped * (1 << (LANE - 1)));
        for (int i = 0; i < words; i++) {
            long atLeast = (random.nextLong() | HIGHEST) - bounds; // a lane keeps its highest bit unless it is below
            long kept = (atLeast & HIGHEST) >>> (LANE - 1);
            long pairs = kept | kept >>> (LANE - Byte.SIZE);
            drawn[i] = (int) (pairs & 0xffff | pairs >>> LANE & 0xffff_0000L);
        }
        memory.asIntBuffer().put(drawn, 0, words);
        return memory.slice(0, count);
    }
}
