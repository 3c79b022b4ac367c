package dev.yinsong.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.yinsong.cosyvoice.JavaOptions;
import dev.yinsong.cosyvoice.tensor.NativeHeap;
import dev.yinsong.cosyvoice.tensor.Precision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The benchmark of {@code yinsong bench}: training and speech at CosyVoice-300M's size, with random weights, beside
 * this machine's rates. Each measurement runs in a process of its own.
 */
public final class Bench {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** The work is libtorch's: a larger compiler and a larger heap would only take memory. */
    private static final List<String> TRAINING_OPTIONS =
            List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-Xmx40m", "-Xmn8m");

    private final Path folder;
    private final PrintStream out;

    /**
     * @param folder where the model is written, 1.7 GB, and kept for the next run
     * @param out where figures are printed as they are measured
     */
    public Bench(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /** Measures everything, some three minutes on two cores; returns the figures as JSON. */
    public String run() {
        out.println("Writing a model of CosyVoice-300M's size with random weights, unless it is there …");
        var model = FullSizeModel.in(folder).toString();
        var machine = worker(new TypeReference<Map<String, Double>>() {}, "machine");
        machine.forEach((name, value) -> print(name, value, unit(name)));
        if (2 * machine.getOrDefault("matmul_gflops_bf16", 0.0) < machine.getOrDefault("matmul_gflops_fp32", 0.0)) {
            out.println(
                    "This processor only emulates BF16: what is asked for in bf16 computes in F32, and only the steps of "
                            + "decoding read weights of half the size.");
        }
        var figures = new Figures(precise(Precision.FP32, model), precise(Precision.BF16, model), machine);
        try {
            return JSON.writeValueAsString(figures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs and also writes the JSON to a file. */
    public void run(Path json) {
        try {
            Files.createDirectories(json.toAbsolutePath().getParent());
            // That it can't be written is better known now than in three minutes. What is in it stays until then.
            Files.writeString(json, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Files.writeString(json, run() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + json + ": " + e, e);
        }
    }

    /** Measures several speakers at the same time beside one, with any model. */
    public void together(Path model) {
        for (var precision : List.of(Precision.FP32, Precision.BF16)) {
            out.println(precision.name().toLowerCase(Locale.ROOT));
            out.println("  speakers   tokens/s in all   ms a step   sound/s in all   s of sound in s   first after s");
            var rates =
                    worker(new TypeReference<List<Together.Rate>>() {}, "together", precision.name(), model.toString());
            for (var rate : rates) {
                out.printf(
                        Locale.ROOT,
                        "  %8d   %15.1f   %9.2f",
                        rate.speakers(),
                        rate.tokensPerSecond(),
                        rate.stepMilliseconds());
                print(rate.sound());
            }
        }
    }

    private void print(Together.@Nullable Sound sound) {
        if (sound == null) {
            out.println();
        } else {
            out.printf(
                    Locale.ROOT,
                    "   %14.2f   %6.1f in %5.1f   %13.2f%n",
                    sound.perSecond(),
                    sound.seconds(),
                    sound.workSeconds(),
                    sound.firstSeconds());
        }
    }

    private Figures.Precise precise(Precision precision, String model) {
        out.println(precision.name().toLowerCase(Locale.ROOT));
        var training = worker(new TypeReference<Figures.Training>() {}, "train", precision.name(), model);
        print("joint LoRA step", training.stepSeconds(), "s");
        print("peak memory, training", training.peakMiB(), "MiB");
        var speaking = worker(new TypeReference<Figures.Speaking>() {}, "speak", precision.name(), model);
        print("decoding, first 50 tokens", speaking.earlyTokensPerSecond(), "tokens/s");
        print("decoding, last 50 of 250", speaking.lateTokensPerSecond(), "tokens/s");
        print("language model, 5 s of speech", speaking.llmSeconds(), "s");
        print("flow, 10 steps", speaking.flowSeconds(), "s");
        print("vocoder", speaking.vocoderSeconds(), "s");
        print("real-time factor", speaking.realTimeFactor(), "s of work a second of speech");
        print("first second of speech", speaking.firstSpeechSeconds(), "s, with what a process does once");
        print("peak memory, speech", speaking.peakMiB(), "MiB");
        return Figures.Precise.of(training, speaking);
    }

    private void print(String name, double value, String unit) {
        out.printf(Locale.ROOT, "  %-32s %10.2f %s%n", name, value, unit);
    }

    private static String unit(String rate) {
        return rate.startsWith("matmul") ? "GFLOP/s" : rate.startsWith("stream") ? "GB/s" : "";
    }

    private static <T> T worker(TypeReference<T> measured, String... arguments) {
        boolean training = arguments[0].equals("train");
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(training ? TRAINING_OPTIONS : JavaOptions.ALL);
        if (!training) {
            command.add("-Xmx64m");
        }
        command.addAll(List.of(
                "-Dai.djl.offline=true",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE"); // spinning threads cost each other's time
        if (training) {
            builder.environment().putAll(NativeHeap.ofTraining(Precision.valueOf(arguments[1])));
        } // Speech is made as the service makes it: getting each tensor's pages anew would cost it half its time.
        try {
            var process = builder.start();
            try (var lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                var figures = lines.lines()
                        .filter(line -> line.startsWith(Worker.MARK))
                        .findFirst();
                int status = process.waitFor();
                if (status != 0 || figures.isEmpty()) {
                    throw new IllegalStateException(
                            "the measurement " + String.join(" ", arguments) + " ended with status " + status);
                }
                return JSON.readValue(figures.get().substring(Worker.MARK.length()), measured);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
