package dev.yinsong.common.audio;

/** Joins pieces of sound or of spectra that overlap. */
public final class Fade {

    private Fade() {}

    /** Hamming's symmetric window 0.54 - 0.46 cos(2πi/(length-1)), as numpy's. */
    public static double[] hamming(int length) {
        var window = new double[length];
        for (int i = 0; i < length; i++) {
            window[i] = length == 1 ? 1 : 0.54 - 0.46 * Math.cos(2 * Math.PI * i / (length - 1));
        }
        return window;
    }

    /**
     * Blends the end of what came before into the start of what comes next.
     *
     * <p>With a window of 2n weights the first n frames of each row become next·rising + before·falling; the rest of the
     * row is left as it is.
     *
     * @param next row-major [rows, nextFrames]
     * @param before row-major [rows, beforeFrames]; its last n frames are used
     * @param window an even number of weights, the first half rising, the second falling
     * @return a new array shaped as {@code next}
     */
    public static float[] inAndOut(float[] next, float[] before, int rows, double[] window) {
        int overlap = window.length / 2;
        int nextFrames = next.length / rows;
        int beforeFrames = before.length / rows;
        if (window.length % 2 != 0 || overlap > nextFrames || overlap > beforeFrames) {
            throw new IllegalArgumentException("an overlap of %d (window %d) does not fit into %d and %d frames"
                    .formatted(overlap, window.length, nextFrames, beforeFrames));
        }
        var blended = next.clone();
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < overlap; i++) {
                int at = r * nextFrames + i;
                double old = before[(r + 1) * beforeFrames - overlap + i];
                blended[at] = (float) (next[at] * window[i] + old * window[overlap + i]);
            }
        }
        return blended;
    }
}
