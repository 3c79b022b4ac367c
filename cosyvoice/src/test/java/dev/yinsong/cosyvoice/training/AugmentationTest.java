package dev.yinsong.cosyvoice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static final int FRAMES = 40;
    private static final int BANDS = 8;
    private static final int TOKENS = 20;
    private static final Example CLIP = clip();

    @Test
    void leavesAClipAsItIsWhereNothingIsWanted() {
        assertThat(Augmentation.NONE.apply(CLIP, 3)).isSameAs(CLIP);
        assertThat(new Augmentation(0.5, 0.5, 6, 0.2, 0.1, 0).apply(CLIP, 3)).isSameAs(CLIP);
    }

    @Test
    void doesTheSameForTheSameSeedAndOtherThingsForOthers() {
        var all = new Augmentation(0.4, 0.4, 6, 0.2, 0.1, 1);

        assertThat(all.apply(CLIP, 5).mel()).isEqualTo(all.apply(CLIP, 5).mel());
        assertThat(all.apply(CLIP, 5).mel()).isNotEqualTo(all.apply(CLIP, 6).mel());
        assertThat(CLIP.mel()).isEqualTo(clip().mel()); // and changes no clip that it was given
    }

    @Test
    void masksOnePieceOfTimeWithEachBandsMean() {
        var changed = new Augmentation(0.5, 0, 0, 0, 0, 1).apply(CLIP, 1).mel();

        var masked = new HashSet<Integer>();
        for (int t = 0; t < FRAMES; t++) {
            if (!Arrays.equals(frame(changed, t), frame(CLIP.mel(), t))) {
                masked.add(t);
                assertThat(frame(changed, t)).containsExactly(means(CLIP.mel()));
            }
        }
        assertThat(masked).hasSizeBetween(1, FRAMES / 2);
        assertThat(masked.stream().max(Integer::compare).orElseThrow()
                        - masked.stream().min(Integer::compare).orElseThrow())
                .isEqualTo(masked.size() - 1);
    }

    @Test
    void masksSomeBandsAndKeepsTheirMeans() {
        var changed = new Augmentation(0, 0.5, 0, 0, 0, 1).apply(CLIP, 2).mel();

        int masked = 0;
        for (int band = 0; band < BANDS; band++) {
            float first = changed[band];
            boolean flat = true;
            for (int t = 0; t < FRAMES; t++) {
                flat &= changed[t * BANDS + band] == first;
            }
            masked += flat ? 1 : 0;
            assertThat(means(changed)[band]).isCloseTo(means(CLIP.mel())[band], within(1e-5f));
        }
        assertThat(masked).isBetween(1, BANDS / 2);
    }

    @Test
    void changesLoudnessEverywhereAlikeWithinItsBounds() {
        for (int seed = 0; seed < 50; seed++) {
            var changed = new Augmentation(0, 0, 6, 0, 0, 1).apply(CLIP, seed).mel();
            float change = changed[0] - CLIP.mel()[0];

            assertThat(Math.abs(change)).isLessThanOrEqualTo((float) (6 * Math.log(10) / 20));
            for (int i = 0; i < changed.length; i++) {
                assertThat(changed[i] - CLIP.mel()[i]).isCloseTo(change, within(1e-5f));
            }
        }
    }

    @Test
    void neverGoesBelowSilence() {
        var quiet = CLIP.heardAs(CLIP.speech(), filled(-11.5f), FRAMES);

        for (int seed = 0; seed < 20; seed++) {
            for (float value :
                    new Augmentation(0, 0, 20, 0, 0, 1).apply(quiet, seed).mel()) {
                assertThat(value).isGreaterThanOrEqualTo((float) Math.log(1e-5));
            }
        }
    }

    @Test
    void stretchesMelAndTokensTogether() {
        for (int seed = 0; seed < 50; seed++) {
            var changed = new Augmentation(0, 0, 0, 0.25, 0, 1).apply(CLIP, seed);

            assertThat(changed.frames()).isBetween((int) (FRAMES * 0.75), (int) (FRAMES * 1.25));
            assertThat((double) changed.frames() / changed.speech().length)
                    .isCloseTo((double) FRAMES / TOKENS, within(0.1));
            assertThat(changed.speech()).isSorted(); // the clip's rise, and none is out of order
            assertThat(changed.mel()).hasSize(changed.frames() * BANDS);
        }
    }

    @Test
    void addsNoiseOfTheDeviationThatIsWanted() {
        var changed = new Augmentation(0, 0, 0, 0, 0.2, 1).apply(CLIP, 4).mel();

        double square = 0;
        for (int i = 0; i < changed.length; i++) {
            square += Math.pow(changed[i] - CLIP.mel()[i], 2);
        }
        assertThat(Math.sqrt(square / changed.length)).isCloseTo(0.2, within(0.03));
    }

    @Test
    void changesAsManyClipsAsIsProbable() {
        int changed = 0;
        for (int seed = 0; seed < 400; seed++) {
            changed += new Augmentation(0, 0, 6, 0, 0, 0.3).apply(CLIP, seed) == CLIP ? 0 : 1;
        }

        assertThat(changed / 400.0).isCloseTo(0.3, within(0.07));
    }

    @Test
    void refusesWhatIsOutOfBounds() {
        assertThatThrownBy(() -> new Augmentation(0.6, 0, 0, 0, 0, 1)).hasMessageContaining("timeMask");
        assertThatThrownBy(() -> new Augmentation(0, 0, 0, Double.NaN, 0, 1)).hasMessageContaining("stretch");
        assertThatThrownBy(() -> new Augmentation(0, 0, 0, 0, 0, 1.1)).hasMessageContaining("probability");
    }

    private static Example clip() {
        var random = new SplittableRandom(9);
        var mel = new float[FRAMES * BANDS];
        for (int i = 0; i < mel.length; i++) {
            mel[i] = (float) random.nextDouble(-8, -1);
        }
        var speech = new int[TOKENS];
        Arrays.setAll(speech, i -> i);
        return new Example("clip", new int[] {1}, speech, mel, FRAMES, new float[] {1});
    }

    private static float[] filled(float value) {
        var mel = new float[FRAMES * BANDS];
        Arrays.fill(mel, value);
        return mel;
    }

    private static float[] frame(float[] mel, int t) {
        return Arrays.copyOfRange(mel, t * BANDS, (t + 1) * BANDS);
    }

    private static float[] means(float[] mel) {
        var sums = new double[BANDS];
        for (int i = 0; i < mel.length; i++) {
            sums[i % BANDS] += mel[i];
        }
        var means = new float[BANDS];
        for (int band = 0; band < BANDS; band++) {
            means[band] = (float) (sums[band] / FRAMES);
        }
        return means;
    }
}
