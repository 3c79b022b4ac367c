package dev.yinsong.cosyvoice.lm;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.model.SpeechLength;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.config.LlmConfig;
import dev.yinsong.cosyvoice.golden.GoldenRows;
import dev.yinsong.cosyvoice.nn.AttentionObserver;
import dev.yinsong.cosyvoice.nn.KvCache;
import dev.yinsong.cosyvoice.nn.LowRanks;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The language model against {@code llm.golden.safetensors} and {@code llm.grads.safetensors} of a folder. */
public final class LmGolden {

    private static final Pattern SMOOTHED = Pattern.compile("train\\.loss\\.lsm([\\d.]+)\\.norm(len|batch)");

    private final LlmConfig config;
    private final Parameters parameters;
    private final SafeTensors golden;
    private final GoldenRows rows;

    private LmGolden(LlmConfig config, Parameters parameters, SafeTensors golden) {
        this.config = config;
        this.parameters = parameters;
        this.golden = golden;
        this.rows = new GoldenRows("llm.golden", golden);
    }

    /** Compares all that is required of a model whose weights are given in F32. */
    public static List<GoldenRow> compare(Path folder, LlmConfig config, Parameters parameters) {
        var check = new LmGolden(config, parameters, SafeTensors.open(folder.resolve("llm.golden.safetensors")));
        try (var scope = Scope.open()) {
            check.training();
            check.inference();
            check.sampling();
        }
        var rows = new ArrayList<>(check.rows.all());
        rows.addAll(gradients(folder, config, parameters, check.items()));
        return rows;
    }

    private List<LmItem> items() {
        var items = new ArrayList<LmItem>();
        int[] texts = golden.tensor("in.text_token_len").ints();
        int[] speeches = golden.tensor("in.speech_token_len").ints();
        for (int i = 0; i < texts.length; i++) {
            items.add(new LmItem(
                    row("in.text_token", i, texts[i]),
                    row("in.speech_token", i, speeches[i]),
                    vector("in.embedding", i)));
        }
        return items;
    }

    private int[] row(String name, int index, int length) {
        var tensor = golden.tensor(name);
        int width = Math.toIntExact(tensor.shape()[1]);
        return Arrays.copyOfRange(tensor.ints(), index * width, index * width + length);
    }

    private float[] vector(String name, int index) {
        var tensor = golden.tensor(name);
        int width = Math.toIntExact(tensor.shape()[1]);
        return Arrays.copyOfRange(tensor.floats(), index * width, (index + 1) * width);
    }

    private int[] ids(String name) {
        return golden.tensor(name).ints();
    }

    private void training() {
        var lm = new SpeechLm(parameters.weights(), config);
        var items = items();
        var batch = lm.batch(items);
        rows.compare("train.lm_input", batch.input());
        rows.compare("train.lm_target", batch.targets());
        int[] lengths = items.stream().mapToInt(item -> item.text().length).toArray();
        int longest = Arrays.stream(lengths).max().orElseThrow();
        var ids = Tensor.of(golden.tensor("in.text_token").longs(), lengths.length, longest);
        rows.compare("train.text_encoder_affine.out", lm.encodeText(ids, lengths));
        var hidden = lm.hidden(batch, AttentionObserver.NONE);
        rows.compare("train.llm.out", hidden);
        rows.compare("train.logits", lm.logits(hidden));

        var loss = lm.loss(batch, AttentionObserver.NONE);
        rows.compare("train.loss", loss.loss());
        rows.compare("train.acc", new float[] {(float) loss.accuracy()});
        for (var name : golden.names()) {
            var smoothed = SMOOTHED.matcher(name);
            if (smoothed.matches()) {
                double smoothing = Double.parseDouble(smoothed.group(1));
                var perToken = SpeechLm.crossEntropy(loss.logits(), loss.targets(), smoothing);
                boolean perRow = smoothed.group(2).equals("batch");
                rows.compare(name, perRow ? perToken.mul((double) loss.targets().length / items.size()) : perToken);
            }
        }
    }

    private void inference() {
        var lm = new SpeechLm(parameters.weights(), config);
        int[] text = joined(ids("in.inf.prompt_text"), ids("in.inf.text"));
        rows.compare("inf.text_encoded", lm.encodeText(Tensor.ids(text), null));
        var input = prompted(lm);
        rows.compare("inf.lm_input", input);

        var steps = teacherForced(lm, input, Integer.MAX_VALUE);
        rows.compare("inf.step_logits", steps);
        rows.compare("inf.step_logp", steps.logSoftmax());
        nucleus(steps);

        rows.compare("inf.noprompt_nospk.step_logits", unprompted(lm, null, "inf.noprompt_nospk.step_logits"));
        rows.compare(
                "inf.noprompt_spk.step_logits",
                unprompted(lm, vector("in.inf.embedding", 0), "inf.noprompt_spk.step_logits"));
    }

    private Tensor prompted(SpeechLm lm) {
        int[] text = joined(ids("in.inf.prompt_text"), ids("in.inf.text"));
        return Tensor.cat(
                1, lm.prompt(text, vector("in.inf.embedding", 0)), lm.embedSpeech(ids("in.inf.prompt_speech_token")));
    }

    private Tensor unprompted(SpeechLm lm, float @Nullable [] speaker, String name) {
        int count = golden.has(name) ? Math.toIntExact(golden.tensor(name).shape()[0]) : 1;
        return teacherForced(lm, lm.prompt(ids("in.inf.text"), speaker), count);
    }

    /** Scores of the first token and of those after each given token, decoded step by step with a cache. */
    private Tensor teacherForced(SpeechLm lm, Tensor prompt, int count) {
        int[] teacher = ids("in.inf.teacher_tokens");
        var scores = new ArrayList<Tensor>();
        try (KvCache cache = lm.cache()) {
            scores.add(lm.start(prompt, cache));
            for (int i = 0; i < Math.min(teacher.length, count - 1); i++) {
                scores.add(lm.next(teacher[i], cache));
            }
        }
        return Tensor.stack(0, scores.toArray(Tensor[]::new));
    }

    private void nucleus(Tensor scores) {
        if (!golden.has("nucleus.ids")) {
            return;
        }
        var sampler = new RasSampler(Sampling.of(config.sampling()), () -> 0);
        int width = Math.toIntExact(golden.tensor("nucleus.ids").shape()[1]);
        int count = scores.size(0);
        var ids = new long[count * width];
        var probabilities = new float[count * width];
        Arrays.fill(ids, -1);
        for (int i = 0; i < count; i++) {
            var nucleus =
                    sampler.nucleus(RasSampler.softmax(scores.slice(0, i, i + 1).floats(), 1));
            for (int j = 0; j < nucleus.ids().length && j < width; j++) {
                ids[i * width + j] = nucleus.ids()[j];
                probabilities[i * width + j] = (float) nucleus.probabilities()[j];
            }
        }
        rows.compare("nucleus.ids", ids);
        rows.compare("nucleus.probs", probabilities);
    }

    private void sampling() {
        var lm = new SpeechLm(parameters.weights(), config);
        int[] text = ids("in.inf.text");
        draw("sample.prompted", lm, prompted(lm), text.length);
        draw("sample.noprompt", lm, lm.prompt(text, vector("in.inf.embedding", 0)), text.length);
    }

    private void draw(String name, SpeechLm lm, Tensor prompt, int textLength) {
        if (!golden.has(name + ".tokens")) {
            return;
        }
        double[] uniforms = golden.tensor("in.inf.uniforms").doubles();
        var used = new AtomicInteger();
        var sampler = new RasSampler(
                Sampling.of(config.sampling()), () -> uniforms[used.getAndIncrement() % uniforms.length]);
        try (var decoding = Decoding.start(
                lm,
                LowRanks.NONE,
                prompt,
                Decoding.Limits.forText(textLength, SpeechLength.forCosyVoice300M()),
                sampler)) {
            var tokens = decoding.all();
            rows.compare(name + ".tokens", Arrays.stream(tokens).asLongStream().toArray());
            rows.compare(name + ".n_uniforms_used", new long[] {used.get()});
        }
    }

    private static List<GoldenRow> gradients(Path folder, LlmConfig config, Parameters parameters, List<LmItem> items) {
        var file = folder.resolve("llm.grads.safetensors");
        if (!Files.exists(file)) {
            return List.of();
        }
        var rows = new GoldenRows("llm.grads", SafeTensors.open(file));
        rows.compareGradients(
                parameters,
                (weights, type) -> new SpeechLm(weights, config).loss(items).loss());
        return rows.all();
    }

    private static int[] joined(int[] first, int[] second) {
        return java.util.stream.IntStream.concat(Arrays.stream(first), Arrays.stream(second))
                .toArray();
    }
}
