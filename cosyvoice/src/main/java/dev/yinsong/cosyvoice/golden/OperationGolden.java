package dev.yinsong.cosyvoice.golden;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.flow.FlowGolden;
import dev.yinsong.cosyvoice.nn.Positions;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The operations that networks are made of against {@code frontend.safetensors} of a folder; sizes are in the keys. */
public final class OperationGolden {

    private static final Pattern POSITIONS = Pattern.compile("relpos\\.d(\\d+)_size(\\d+)_offset(\\d+)");
    private static final Pattern INTERPOLATION = Pattern.compile("interp\\.linear_to(\\d+)");

    private final SafeTensors golden;
    private final GoldenRows rows;

    private OperationGolden(SafeTensors golden) {
        this.golden = golden;
        this.rows = new GoldenRows("frontend", golden);
    }

    /** A row for each operation that the folder knows. */
    public static List<GoldenRow> compare(Path folder) {
        var file = folder.resolve("frontend.safetensors");
        if (!Files.exists(file)) {
            return List.of();
        }
        var check = new OperationGolden(SafeTensors.open(file));
        try (var scope = Scope.open()) {
            check.positions();
            check.interpolations();
            check.activations();
            FlowGolden.compareTimes(check.golden, check.rows);
        }
        return check.rows.all();
    }

    private void positions() {
        for (var name : golden.names()) {
            var sizes = POSITIONS.matcher(name);
            if (sizes.matches()) {
                int reach = Integer.parseInt(sizes.group(2)) + Integer.parseInt(sizes.group(3));
                rows.compare(name, Positions.descending(reach, 1 - reach, Integer.parseInt(sizes.group(1))));
            }
        }
    }

    private void interpolations() {
        for (var name : golden.names()) {
            var size = INTERPOLATION.matcher(name);
            if (size.matches()) {
                rows.compare(name, tensor("interp.x").interpolateLinear(Integer.parseInt(size.group(1))));
            }
        }
    }

    private void activations() {
        activation("act.gelu_erf", Tensor::gelu);
        activation("act.mish", Tensor::mish);
        activation("act.silu", Tensor::silu);
        activation("act.elu", Tensor::elu);
        activation("act.leaky_relu_0.1", x -> x.leakyRelu(0.1));
        activation("act.leaky_relu_0.01", x -> x.leakyRelu(0.01));
        activation("act.snake", x -> x.snake(tensor("act.snake.alpha").reshape(1, -1, 1)));
    }

    private void activation(String name, UnaryOperator<Tensor> function) {
        if (golden.has(name)) {
            rows.compare(name, function.apply(tensor("act.x")));
        }
    }

    private Tensor tensor(String name) {
        var entry = golden.tensor(name);
        return Tensor.of(entry.floats(), entry.shape());
    }
}
