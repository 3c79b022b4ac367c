package dev.yinsong.nano.tokenizer;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the speech tokens stand for: each code for one state of one phone, said in one of several ways.
 *
 * <p>Codes that were merely near each other (k-means over all of the bottleneck) lay between phones, and lost a third of
 * what the network knows: of flite's tokens 17 % stood for another phone where its own decision is wrong in 11 %.
 *
 * @param states the phone state of each code
 * @param centres where each code lies in the bottleneck [codes, width], row-major
 */
record Codebook(int[] states, float[] centres) {

    private static final int ROUNDS = 20, REFINING_ROUNDS = 6; // of k-means
    private static final int RARE = 24; // rows; a state that is decided for less often gets no code
    private static final float DECISIVE = 1000; // a state's score weighs so much more than a distance

    /**
     * Finds codes for rows of the bottleneck: one for each state, and more for those that are said in many ways.
     *
     * @param rows [n, width], row-major
     * @param decided the state of each row
     */
    static Codebook fit(float[] rows, int[] decided, int width, int codes, long seed) {
        int classes = Arrays.stream(decided).max().orElse(0) + 1;
        var members = IntStream.range(0, classes)
                .mapToObj(state -> rowsOf(rows, decided, state, width))
                .toList();
        int[] shares = shares(members, width, codes);
        var states = new int[codes];
        var centres = new float[codes * width];
        int code = 0;
        for (int state = 0; state < classes; state++) {
            if (shares[state] > 0) {
                float[] found = KMeans.fit(members.get(state), width, shares[state], ROUNDS, seed);
                System.arraycopy(found, 0, centres, code * width, found.length);
                Arrays.fill(states, code, code + shares[state], state);
                code += shares[state];
            }
        }
        return new Codebook(states, centres);
    }

    private static float[] rowsOf(float[] rows, int[] decided, int state, int width) {
        int[] chosen = IntStream.range(0, decided.length)
                .filter(i -> decided[i] == state)
                .toArray();
        var members = new float[chosen.length * width];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(rows, chosen[i] * width, members, i * width, width);
        }
        return members;
    }

    /** How many codes each state gets: in proportion to the root of its spread, so that silence doesn't take most. */
    private static int[] shares(List<float[]> members, int width, int codes) {
        double[] weights = members.stream()
                .mapToDouble(rows -> rows.length < RARE * width ? 0 : Math.sqrt(spread(rows, width)))
                .toArray();
        int[] shares = Arrays.stream(weights).mapToInt(w -> w > 0 ? 1 : 0).toArray();
        int left = codes - Arrays.stream(shares).sum();
        if (left < 0 || left == codes) {
            throw new IllegalArgumentException(
                    "%d codes are too few, or the rows are, for %d states".formatted(codes, members.size()));
        }
        for (; left > 0; left--) {
            int neediest = 0;
            for (int state = 1; state < weights.length; state++) {
                if (weights[state] * Math.max(1, shares[neediest]) > weights[neediest] * Math.max(1, shares[state])) {
                    neediest = state;
                }
            }
            shares[neediest]++;
        }
        return shares;
    }

    /** The sum of squared distances from the mean. */
    private static double spread(float[] rows, int width) {
        int n = rows.length / width;
        double spread = 0;
        for (int d = 0; d < width; d++) {
            double sum = 0;
            double squares = 0;
            for (int i = d; i < rows.length; i += width) {
                sum += rows[i];
                squares += (double) rows[i] * rows[i];
            }
            spread += squares - sum * sum / n;
        }
        return spread;
    }

    /**
     * The codes after further training: each goes on to stand for what it stood for, so that the networks that have learned
     * its tokens can go on as well.
     *
     * @param rows of the trained network
     * @param before the code that each row had with the network before
     * @param classifier of the trained network
     */
    Codebook moved(float[] rows, int[] before, Linear classifier) {
        int[] labels = before;
        var moved = this;
        for (int round = 0; round < REFINING_ROUNDS; round++) {
            // A code without rows stays where it is.
            moved = new Codebook(states, KMeans.means(rows, labels, width(), moved.centres));
            labels = moved.scores(classifier).best(rows);
        }
        return moved;
    }

    /**
     * The layer that finds a frame's code: of the state that the classifier decides for, the nearest. As the squared length
     * of the frame is the same for all codes, what is left of the distance is linear.
     *
     * @param classifier from the bottleneck to the scores of the states
     */
    Linear scores(Linear classifier) {
        int width = width();
        var weight = new float[centres.length];
        var bias = new float[states.length];
        for (int code = 0; code < states.length; code++) {
            bias[code] = DECISIVE * classifier.bias()[states[code]];
            for (int d = 0; d < width; d++) {
                float centre = centres[code * width + d];
                weight[code * width + d] = DECISIVE * classifier.weight()[states[code] * width + d] + 2 * centre;
                bias[code] -= centre * centre;
            }
        }
        return new Linear(weight, bias);
    }

    private int width() {
        return centres.length / states.length;
    }

    /** The codebook as tensors of a file. */
    List<TensorEntry> entries() {
        return List.of(
                TensorEntry.of("codes.states", states, states.length),
                TensorEntry.of("codes.centres", centres, states.length, width()));
    }

    /** The codebook in a file that has its {@link #entries}. */
    static Codebook read(Path file) {
        var tensors = SafeTensors.open(file);
        return new Codebook(
                tensors.tensor("codes.states").ints(),
                tensors.tensor("codes.centres").floats());
    }
}
