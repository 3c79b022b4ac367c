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
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The language model against {@code llm.golden.safetensors} and {@code llm.grads.safetensors} of a folder. */
public final class LmGolden {

    private static final Pattern SMOOTHED = Pattern.compile("train\\.loss\\.lsm([\\d.]+)\\.norm(len|batch)");

    private static final String SCORES = "inf.step_logits";

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
            var lm = new SpeechLm(parameters.weights(), config);
            var exact = new SpeechLm(parameters.cast(DType.F64).weights(), config);
            check.rows.compare("train.lm_target", lm.batch(check.items()).targets());
            check.rows.compare(check.training(lm), check.training(exact));
            var spoken = check.inference(lm, check::stepByStep);
            var exactly = check.inference(exact, check::atOnce);
            check.rows.compare(spoken, exactly);
            check.nucleus(Objects.requireNonNull(spoken.get(SCORES)), Objects.requireNonNull(exactly.get(SCORES)));
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

    private Map<String, float[]> training(SpeechLm lm) {
        var values = new LinkedHashMap<String, float[]>();
        var items = items();
        var batch = lm.batch(items);
        values.put("train.lm_input", batch.input().floats());
        int[] lengths = items.stream().mapToInt(item -> item.text().length).toArray();
        int longest = Arrays.stream(lengths).max().orElseThrow();
        var ids = Tensor.of(golden.tensor("in.text_token").longs(), lengths.length, longest);
        values.put("train.text_encoder_affine.out", lm.encodeText(ids, lengths).floats());
        var hidden = lm.hidden(batch, AttentionObserver.NONE);
        values.put("train.llm.out", hidden.floats());
        values.put("train.logits", lm.logits(hidden).floats());

        var loss = lm.loss(batch, AttentionObserver.NONE);
        values.put("train.loss", loss.loss().floats());
        values.put("train.acc", new float[] {(float) loss.accuracy()});
        for (var name : golden.names()) {
            var smoothed = SMOOTHED.matcher(name);
            if (smoothed.matches()) {
                double smoothing = Double.parseDouble(smoothed.group(1));
                var perToken = SpeechLm.crossEntropy(loss.logits(), loss.targets(), smoothing);
                boolean perRow = smoothed.group(2).equals("batch");
                double times = perRow ? (double) loss.targets().length / items.size() : 1;
                values.put(name, perToken.mul(times).floats());
            }
        }
        return values;
    }

    /** How a model scores what follows a prompt and each of the given tokens. */
    private interface Scoring {
        /** @param count how many scores at most */
        Tensor score(SpeechLm lm, Tensor prompt, int count);
    }

    private Map<String, float[]> inference(SpeechLm lm, Scoring scoring) {
        var values = new LinkedHashMap<String, float[]>();
        int[] text = joined(ids("in.inf.prompt_text"), ids("in.inf.text"));
        values.put("inf.text_encoded", lm.encodeText(Tensor.ids(text), null).floats());
        var input = prompted(lm);
        values.put("inf.lm_input", input.floats());
        var scores = scoring.score(lm, input, Integer.MAX_VALUE);
        values.put(SCORES, scores.floats());
        values.put("inf.step_logp", scores.logSoftmax().floats());
        var speakers = new LinkedHashMap<String, float @Nullable []>();
        speakers.put("inf.noprompt_nospk.step_logits", null);
        speakers.put("inf.noprompt_spk.step_logits", vector("in.inf.embedding", 0));
        speakers.forEach((name, speaker) -> {
            int count = golden.has(name) ? Math.toIntExact(golden.tensor(name).shape()[0]) : 1;
            var prompt = lm.prompt(ids("in.inf.text"), speaker);
            values.put(name, scoring.score(lm, prompt, count).floats());
        });
        return values;
    }

    private Tensor prompted(SpeechLm lm) {
        int[] text = joined(ids("in.inf.prompt_text"), ids("in.inf.text"));
        return Tensor.cat(
                1, lm.prompt(text, vector("in.inf.embedding", 0)), lm.embedSpeech(ids("in.inf.prompt_speech_token")));
    }

    /** Token by token with a cache, as speech is made. */
    private Tensor stepByStep(SpeechLm lm, Tensor prompt, int count) {
        var scores = new ArrayList<Tensor>();
        try (KvCache cache = lm.cache()) {
            scores.add(lm.start(prompt, cache));
            for (int token : teacher(count)) {
                scores.add(lm.next(token, cache));
            }
        }
        return Tensor.stack(0, scores.toArray(Tensor[]::new));
    }

    /** All at once, as in training: the cache holds no F64. */
    private Tensor atOnce(SpeechLm lm, Tensor prompt, int count) {
        var teacher = teacher(count);
        var input = teacher.length == 0 ? prompt : Tensor.cat(1, prompt, lm.embedSpeech(teacher));
        int length = input.size(1);
        var hidden = lm.hidden(new LmBatch(input, new int[] {length}, new long[0]), AttentionObserver.NONE);
        return lm.logits(hidden.squeeze(0).slice(0, prompt.size(1) - 1, length));
    }

    /** The given tokens, as many as are scored but for the first score, which the prompt has. */
    private int[] teacher(int count) {
        int[] tokens = ids("in.inf.teacher_tokens");
        return Arrays.copyOf(tokens, Math.min(tokens.length, count - 1));
    }

    /** The tokens between which each step draws, with the probabilities of its scores, and those of exact scores. */
    private void nucleus(float[] scores, float[] exactScores) {
        if (!golden.has("nucleus.ids")) {
            return;
        }
        var sampler = new RasSampler(Sampling.of(config.sampling()), () -> 0);
        int width = Math.toIntExact(golden.tensor("nucleus.ids").shape()[1]);
        int tokens = config.speechTokenSize() + 1;
        int count = scores.length / tokens;
        var ids = new long[count * width];
        var probabilities = new float[count * width];
        var exact = new float[count * width];
        Arrays.fill(ids, -1);
        for (int i = 0; i < count; i++) {
            var nucleus = sampler.nucleus(softmax(scores, i, tokens));
            double[] exactly = softmax(exactScores, i, tokens);
            for (int j = 0; j < nucleus.ids().length && j < width; j++) {
                ids[i * width + j] = nucleus.ids()[j];
                probabilities[i * width + j] = (float) nucleus.probabilities()[j];
                exact[i * width + j] = (float) exactly[nucleus.ids()[j]];
            }
        }
        rows.compare("nucleus.ids", ids);
        rows.compare(Map.of("nucleus.probs", probabilities), Map.of("nucleus.probs", exact));
    }

    private static double[] softmax(float[] scores, int step, int tokens) {
        return RasSampler.softmax(Arrays.copyOfRange(scores, step * tokens, (step + 1) * tokens), 1);
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
