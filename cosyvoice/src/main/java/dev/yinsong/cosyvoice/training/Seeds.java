package dev.yinsong.cosyvoice.training;

/** Seeds derived from a training's seed, so that each draw is the same wherever a training was resumed. */
final class Seeds {

    private Seeds() {}

    /** A seed for each combination of numbers (the finaliser of SplitMix64 after each). */
    static long mix(long seed, long... parts) {
        long mixed = seed;
        for (long part : parts) {
            mixed += 0x9e3779b97f4a7c15L + part;
            mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
            mixed ^= mixed >>> 31;
        }
        return mixed;
    }
}
