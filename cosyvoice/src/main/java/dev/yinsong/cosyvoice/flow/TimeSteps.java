package dev.yinsong.cosyvoice.flow;

/** The times at which the flow's solver looks, from 0 (noise) to 1 (speech). */
public final class TimeSteps {

    private TimeSteps() {}

    /** Even times, {@code steps + 1} of them. */
    public static double[] even(int steps) {
        var times = new double[steps + 1];
        for (int step = 0; step <= steps; step++) {
            times[step] = step / (double) steps;
        }
        return times;
    }

    /** Dense near the noise: {@code 1 - cos(π/2 · even)}, {@code steps + 1} of them. */
    public static double[] cosine(int steps) {
        var times = even(steps);
        for (int step = 0; step <= steps; step++) {
            times[step] = 1 - Math.cos(times[step] * Math.PI / 2);
        }
        return times;
    }
}
