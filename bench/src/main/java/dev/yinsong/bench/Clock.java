package dev.yinsong.bench;

import java.util.Arrays;

/** Wall-clock seconds. */
final class Clock {

    private long begun = System.nanoTime();

    /** Seconds since the last lap, which ends. */
    double lap() {
        long now = System.nanoTime();
        double seconds = (now - begun) / 1e9;
        begun = now;
        return seconds;
    }

    /** The median of some figures. */
    static double median(double... figures) {
        var sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
