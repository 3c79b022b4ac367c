package dev.yinsong.cosyvoice;

/**
 * How much is done at the same time for all voices of a base together.
 *
 * @param batch utterances whose tokens are drawn together; further ones wait for a place
 * @param renderings chunks that flow and vocoder work on; each uses the cores that libtorch gives it
 */
public record Capacity(int batch, int renderings) {

    /** What suits a laptop. */
    public static final Capacity USUAL = new Capacity(8, 1);

    public Capacity {
        if (batch < 1 || renderings < 1) {
            throw new IllegalArgumentException(
                    "batch and renderings must be at least 1, were " + batch + " and " + renderings);
        }
    }
}
