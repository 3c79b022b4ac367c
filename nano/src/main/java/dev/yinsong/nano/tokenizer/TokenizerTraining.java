package dev.yinsong.nano.tokenizer;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.nano.feature.Clip;
import dev.yinsong.nano.feature.Listening;
import dev.yinsong.nano.training.Narrow;
import dev.yinsong.nano.training.Parameters;
import dev.yinsong.nano.training.Plan;
import dev.yinsong.nano.training.StageFiles;
import dev.yinsong.nano.training.Trainer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Teaches the tokenizer's bottleneck to tell phone states apart in distorted speech, then finds its codes.
 *
 * <p>Writes {@code weights.safetensors} (with the codes) and {@code speech_tokenizer_v1.onnx} into its folder.
 */
public final class TokenizerTraining {

    private static final int BATCH = 24;
    private static final int CROP = 96; // tokens
    private static final int CODE_ROWS = 40_000;
    private static final int MEASURED = 60; // clips
    private static final Logger LOG = System.getLogger(TokenizerTraining.class.getName());

    private final Path folder;
    private final Listening listening;
    private final PhoneStates phones;
    private final Parameters parameters;
    private final TokenizerNet net;

    /** @param listening what it learns from */
    public TokenizerTraining(Path folder, Listening listening) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.listening = listening;
        this.phones = PhoneStates.of(listening.all());
        this.parameters = TokenizerNet.parameters(phones.classes(), 1);
        this.net = new TokenizerNet(parameters, Narrow.type());
    }

    /** Where the ONNX graph is written. */
    public static Path graph(Path folder) {
        return folder.resolve("speech_tokenizer_v1.onnx");
    }

    /** How this stage is trained for so many minutes. */
    public static Plan plan(double minutes) {
        return new Plan(1.5e-3, 0.9, 0.98, 0.01, 100, 1, minutes);
    }

    /** Trains, finds the codes and exports; does nothing when that has been done. */
    public void run(Plan plan) throws IOException {
        if (Files.exists(graph(folder))) {
            return;
        }
        try (parameters) {
            new Trainer("tokenizer", StageFiles.state(folder), parameters, plan)
                    .run((random, share, figures) -> loss(random, figures), this::measure);
            var codes = codes();
            var entries = new ArrayList<>(parameters.entries());
            entries.addAll(codes.entries());
            SafeTensors.write(weights(), entries, Map.of("phones", String.join(" ", phones.names())));
            Path draft = folder.resolve("speech_tokenizer_v1.onnx.part");
            net.export(codes, draft);
            Files.move(draft, graph(folder), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Tensor loss(RandomGenerator random, Map<String, Double> figures) {
        var x = new float[BATCH * Clip.WHISPER * 2 * CROP];
        var labels = new long[BATCH * CROP];
        Arrays.fill(labels, -1);
        for (int b = 0; b < BATCH; b++) {
            var clip = listening.draw(random);
            int[] states = phones.label(clip);
            double tempo = random.nextDouble(0.8, 1.25);
            int given = Math.min((int) (CROP * tempo), states.length);
            int count = Math.min(CROP, (int) (given / tempo));
            int from = random.nextInt(states.length - given + 1);
            float[] frames = Distortion.stretched(clip.whisper(2 * from, 2 * given), 2 * count);
            frames = Distortion.apply(frames, random);
            for (int t = 0; t < count; t++) {
                labels[b * CROP + t] = states[from + (int) ((t + 0.5) * given / count)];
            }
            for (int t = 0; t < 2 * count; t++) {
                for (int m = 0; m < Clip.WHISPER; m++) {
                    x[(b * Clip.WHISPER + m) * 2 * CROP + t] = frames[t * Clip.WHISPER + m];
                }
            }
        }
        var states = net.states(net.bottleneck(Tensor.of(x, BATCH, Clip.WHISPER, 2L * CROP)));
        var target = Tensor.of(labels, labels.length);
        var logits = states.reshape(labels.length, phones.classes());
        figures.put("accuracy", accuracy(logits.argmax(-1).longs(), labels));
        return logits.crossEntropy(target, 0);
    }

    private static double accuracy(long[] guesses, long[] labels) {
        int right = 0;
        int all = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] >= 0) {
                all++;
                right += PhoneStates.phone(guesses[i]) == PhoneStates.phone(labels[i]) ? 1 : 0;
            }
        }
        return all == 0 ? 0 : (double) right / all;
    }

    private String measure() {
        var known = listening.heldOut(MEASURED);
        return "phones wrong %.3f, distorted %.3f, unheard voices %.3f"
                .formatted(
                        error(known, TokenizerTraining::centred),
                        error(known, clip -> Distortion.apply(clip.whisper(), new SplittableRandom(3))),
                        error(listening.strangers(MEASURED), TokenizerTraining::centred));
    }

    private double error(List<Clip> clips, Function<Clip, float[]> hearing) {
        return 1
                - clips.stream()
                        .mapToDouble(clip -> accuracy(
                                guess(hearing.apply(clip)),
                                Arrays.stream(phones.label(clip)).asLongStream().toArray()))
                        .average()
                        .orElse(Double.NaN);
    }

    private long[] guess(float[] frames) {
        try (var scope = Scope.open()) {
            return net.states(net.bottleneck(tensor(frames))).argmax(-1).longs();
        }
    }

    private Path weights() {
        return StageFiles.weights(folder);
    }

    /** Fresh codes, or those of an earlier training, moved to where the network now hears them. */
    private Codebook codes() throws IOException {
        float[] rows = rows(net);
        if (!Files.exists(weights())) {
            int[] decided = net.classifier().best(rows);
            return Codebook.fit(rows, decided, TokenizerNet.BOTTLENECK, TokenizerNet.CODES, 1);
        }
        var before = Codebook.read(weights());
        try (var earlier = TokenizerNet.parameters(phones.classes(), 1).load(weights())) {
            var heard = new TokenizerNet(earlier, Narrow.type());
            int[] labels = before.scores(heard.classifier()).best(rows(heard));
            var codes = before.moved(rows, labels, net.classifier());
            int[] now = codes.scores(net.classifier()).best(rows);
            LOG.log(Level.INFO, "{0} of tokens are those of the earlier training", kept(now, labels));
            return codes;
        }
    }

    private static String kept(int[] now, int[] before) {
        long same =
                IntStream.range(0, now.length).filter(i -> now[i] == before[i]).count();
        return "%.0f %%".formatted(100.0 * same / now.length);
    }

    /** Bottlenecks of clean and distorted speech, for the codes: of the same speech whatever the network. */
    private float[] rows(TokenizerNet net) {
        var random = new SplittableRandom(5);
        var rows = new float[CODE_ROWS * TokenizerNet.BOTTLENECK];
        int filled = 0;
        for (int i = 0; filled < rows.length; i++) {
            var clip = listening.draw(random);
            try (var scope = Scope.open()) {
                float[] frames = i % 3 == 0 ? Distortion.apply(clip.whisper(), random) : centred(clip);
                float[] values = net.bottleneck(tensor(frames)).floats();
                int count = Math.min(values.length, rows.length - filled);
                System.arraycopy(values, 0, rows, filled, count);
                filled += count;
            }
        }
        return rows;
    }

    private static float[] centred(Clip clip) {
        float[] frames = clip.whisper();
        Distortion.centre(frames, 1);
        return frames;
    }

    private static Tensor tensor(float[] frames) {
        int count = frames.length / Clip.WHISPER;
        return Tensor.of(frames, 1, count, Clip.WHISPER).transpose(1, 2);
    }
}
