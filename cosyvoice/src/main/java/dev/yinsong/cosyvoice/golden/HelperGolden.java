package dev.yinsong.cosyvoice.golden;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.flow.TimeSteps;
import dev.yinsong.cosyvoice.nn.Positions;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The small functions that the networks share, against {@code frontend.safetensors} of a folder: activations, sinusoids
 * of time and distance, the solver's times, interpolation. Sizes are read from the keys.
 */
public final class HelperGolden {

    private static final double SINUSOID = 2e-4; // single precision of arguments up to 1000
    private static final Pattern SINUSOIDS = Pattern.compile("sinusoid\\.dim(\\d+)_scale(\\d+)");
    private static final Pattern DISTANCES = Pattern.compile("relpos\\.d(\\d+)_size(\\d+)_offset(\\d+)");
    private static final Pattern TIMES = Pattern.compile("t_span\\.cosine(\\d+)");
    private static final Pattern INTERPOLATED = Pattern.compile("interp\\.linear_to(\\d+)");

    private final SafeTensors golden;
    private final GoldenRows rows;

    private HelperGolden(SafeTensors golden) {
        this.golden = golden;
        this.rows = new GoldenRows("frontend", golden);
    }

    /** A row for each of these functions that the folder has values of. */
    public static List<GoldenRow> compare(Path folder) {
        var file = folder.resolve("frontend.safetensors");
        if (!Files.exists(file)) {
            return List.of();
        }
        var check = new HelperGolden(SafeTensors.open(file));
        try (var scope = Scope.open()) {
            check.activations();
            check.golden.names().forEach(check::function);
        }
        return check.rows.all();
    }

    private void activations() {
        if (!golden.has("act.x")) {
            return;
        }
        var x = tensor("act.x");
        rows.compare("act.gelu_erf", x.gelu());
        rows.compare("act.mish", x.mish());
        rows.compare("act.silu", x.silu());
        rows.compare("act.elu", x.elu());
        if (golden.has("act.snake.alpha")) {
            var alpha = tensor("act.snake.alpha").reshape(1, -1, 1);
            rows.compare("act.snake", x.reshape(1, 1, -1).add(alpha.mul(0)).snake(alpha));
        }
    }

    private void function(String name) {
        match(SINUSOIDS, name)
                .forEach(sizes -> rows.compare(
                        name, Tensor.timeSinusoids(tensor("sinusoid.t"), size(sizes, 1), size(sizes, 2)), SINUSOID));
        match(DISTANCES, name).forEach(sizes -> {
            int reach = size(sizes, 2) + size(sizes, 3); // the window grows at both ends
            rows.compare(name, Positions.descending(reach, 1 - reach, size(sizes, 1)));
        });
        match(TIMES, name).forEach(sizes -> rows.compare(name, floats(TimeSteps.cosine(size(sizes, 1)))));
        match(INTERPOLATED, name)
                .forEach(sizes -> rows.compare(name, tensor("interp.x").interpolateLinear(size(sizes, 1))));
    }

    private Tensor tensor(String name) {
        return Tensor.of(golden.tensor(name).floats(), golden.tensor(name).shape());
    }

    private static List<MatchResult> match(Pattern pattern, String name) {
        return pattern.matcher(name)
                .results()
                .filter(found -> found.group().equals(name))
                .toList();
    }

    private static int size(MatchResult sizes, int group) {
        return Integer.parseInt(sizes.group(group));
    }

    private static float[] floats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
