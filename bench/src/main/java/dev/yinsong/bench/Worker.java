package dev.yinsong.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yinsong.cosyvoice.tensor.Precision;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One measurement in a process of its own, so that its peak memory is its own: prints a line of JSON.
 *
 * <p>Arguments: {@code machine}, or {@code train|speak|together PRECISION MODEL}.
 */
final class Worker {

    static final String MARK = "figures ";

    private Worker() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println(MARK + new ObjectMapper().writeValueAsString(measure(arguments)));
    }

    private static Object measure(String[] arguments) {
        if (arguments[0].equals("machine")) {
            return MachineRates.measure();
        }
        var workload = new Workload(Path.of(arguments[2]), Precision.valueOf(arguments[1]));
        return switch (arguments[0]) {
            case "train" -> workload.train();
            case "speak" -> workload.speak();
            case "together" -> workload.together();
            default -> throw new IllegalArgumentException("there is no measurement " + arguments[0]);
        };
    }
}
