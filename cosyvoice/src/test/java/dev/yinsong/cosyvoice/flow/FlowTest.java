package dev.yinsong.cosyvoice.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.cosyvoice.RandomWeights;
import dev.yinsong.cosyvoice.TinyConfigs;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.flow.FlowRequest.Prompt;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tape;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowTest {

    private static final float[] SPEAKER = {0.3f, -1, 2, 0.5f, -0.2f, 1};
    private static final CosyVoiceConfig CONFIG = TinyConfigs.flow(50, 16, 16);

    @ParameterizedTest
    @CsvSource({"50,1,1", "50,40,68", "50,41,70", "50,150,258", "25,9,31", "25,60,206"})
    void makesTheFramesThatTokensLast(int tokenRate, int tokens, int frames) {
        var config = TinyConfigs.flow(tokenRate, 16, 8);
        try (var weights = RandomWeights.frozenFlow(config);
                var scope = Scope.open()) {
            var flow = new Flow(weights.weights(), config);

            var mel = flow.mel(FlowRequest.of(tokens(tokens), SPEAKER, 2), Noise.seeded(1))
                    .mel();

            assertThat(mel.shape()).containsExactly(1, config.flow().melSize(), frames);
            assertThat(Float.isFinite(mel.sum().item())).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"8", "16;8", "8;16;24"})
    void buildsUNetsOfAnyDepth(String channels) {
        var levels = List.of(channels.split(";")).stream().map(Integer::valueOf).toArray(Integer[]::new);
        var config = TinyConfigs.flow(50, levels);
        try (var weights = RandomWeights.frozenFlow(config);
                var scope = Scope.open()) {
            var unet = unet(weights, config);
            var x = Noise.seeded(1).normal(1, config.flow().melSize(), 13); // halves to 7 and 4

            var velocity = unet.apply(
                    x,
                    FrameMask.all(),
                    x,
                    Tensor.scalar(0.5).reshape(1),
                    x.mean(2).squeeze(2),
                    x);

            assertThat(velocity.shape()).isEqualTo(x.shape());
        }
    }

    @Test
    void returnsOnlyTheUtteranceOfAPromptedRequest() {
        try (var weights = RandomWeights.frozenFlow(CONFIG);
                var scope = Scope.open()) {
            var flow = new Flow(weights.weights(), CONFIG);
            var prompt = new Prompt(
                    tokens(12), Noise.seeded(2).normal(1, 19, CONFIG.flow().melSize()));

            var result = flow.mel(FlowRequest.of(tokens(30), SPEAKER, 2).after(prompt), Noise.seeded(1));

            assertThat(result.mel().size(2)).isEqualTo(CONFIG.frames(30));
            assertThat(result.cache().noise().size(2)).isEqualTo(19 + 34);
        }
    }

    @Test
    void beginsTheNextPieceOfAStreamWithTheNoiseAndContentOfTheLast() {
        try (var weights = RandomWeights.frozenFlow(CONFIG);
                var scope = Scope.open()) {
            var flow = new Flow(weights.weights(), CONFIG);
            var prompt = new Prompt(
                    tokens(12), Noise.seeded(2).normal(1, 19, CONFIG.flow().melSize()));
            var first = flow.mel(FlowRequest.of(tokens(50), SPEAKER, 2).after(prompt), Noise.seeded(1));

            var next = FlowRequest.of(tokens(60), SPEAKER, 2).after(prompt).continuing(first.cache());
            var second = flow.mel(next, Noise.seeded(9));
            var fresh = flow.mel(FlowRequest.of(tokens(60), SPEAKER, 2).after(prompt), Noise.seeded(9));

            assertThat(start(second.cache().noise()))
                    .isEqualTo(start(first.cache().noise()));
            assertThat(start(second.cache().content()))
                    .isEqualTo(start(first.cache().content()));
            assertThat(second.mel().floats()).isNotEqualTo(fresh.mel().floats());
        }
    }

    private static float[] start(Tensor x) {
        return x.slice(2, 0, 19).copy().floats();
    }

    @Test
    void repeatsItselfForASeed() {
        try (var weights = RandomWeights.frozenFlow(CONFIG);
                var scope = Scope.open()) {
            var flow = new Flow(weights.weights(), CONFIG);
            var request = FlowRequest.of(tokens(20), SPEAKER, 3);

            var mel = flow.mel(request, Noise.seeded(5)).mel().floats();

            assertThat(flow.mel(request, Noise.seeded(5)).mel().floats()).isEqualTo(mel);
            assertThat(flow.mel(request, Noise.seeded(6)).mel().floats()).isNotEqualTo(mel);
        }
    }

    @Test
    void saysNearlyTheSameInBrainFloats() {
        try (var weights = RandomWeights.frozenFlow(CONFIG);
                var narrow = narrowed(weights);
                var scope = Scope.open()) {
            var request = FlowRequest.of(tokens(20), SPEAKER, 3);

            var mel = new Flow(weights.weights(), CONFIG)
                    .mel(request, Noise.seeded(5))
                    .mel();
            var brain = new Flow(narrow.weights(), CONFIG)
                    .mel(request, Noise.seeded(5))
                    .mel();

            double error = brain.sub(mel).square().mean().item();
            assertThat(error / mel.square().mean().item()).isBetween(1e-9, 1e-3);
        }
    }

    private static Parameters narrowed(Parameters weights) {
        var tensors = new LinkedHashMap<String, Tensor>();
        try (var scope = Scope.open()) {
            weights.tensors().forEach((name, tensor) -> tensors.put(name, scope.detach(tensor.cast(DType.BF16))));
        }
        return Parameters.frozen(tensors);
    }

    @Test
    void leavesNoTensorBehind() {
        try (var weights = RandomWeights.frozenFlow(CONFIG)) {
            var flow = new Flow(weights.weights(), CONFIG);
            speak(flow); // fills the encoder's tables of positions
            long before = Tensor.live();

            speak(flow);

            assertThat(Tensor.live()).isEqualTo(before);
        }
    }

    private static void speak(Flow flow) {
        try (var scope = Scope.open()) {
            flow.mel(FlowRequest.of(tokens(20), SPEAKER, 2), Noise.seeded(5));
        }
    }

    @Test
    void seesNothingOfWhatFillsUpShorterItems() {
        try (var weights = RandomWeights.frozenFlow(CONFIG);
                var scope = Scope.open()) {
            var unet = unet(weights, CONFIG);
            int mel = CONFIG.flow().melSize();
            var x = Noise.seeded(1).normal(2, mel, 21);
            var junk = FrameMask.of(21, new int[] {21, 14})
                    .apply(x)
                    .add(filling(Noise.seeded(2).normal(2, mel, 21)));
            var t = Tensor.of(new float[] {0.2f, 0.7f}, 2);
            var speaker = Noise.seeded(3).normal(2, mel);
            var mask = FrameMask.of(21, new int[] {21, 14});

            var velocity = unet.apply(x, mask, x, t, speaker, x);

            assertThat(distance(unet.apply(junk, mask, junk, t, speaker, junk), velocity))
                    .isLessThan(1e-5f);
            assertThat(velocity.slice(0, 1, 2).slice(2, 14, 21).abs().copy().floats())
                    .containsOnly(0);
        }
    }

    /** Values in the frames behind the 14th of the second item. */
    private static Tensor filling(Tensor x) {
        return x.sub(FrameMask.of(x.size(2), new int[] {x.size(2), 14}).apply(x));
    }

    @Test
    void ignoresTheConditionsOfItemsThatLoseThem() {
        try (var weights = RandomWeights.frozenFlow(CONFIG);
                var scope = Scope.open()) {
            var flow = new Flow(weights.weights(), CONFIG);
            var batch = FlowBatch.of(item(11, 18, 1));
            var other = FlowBatch.of(new FlowBatch.Item(
                    new int[] {1, 2, 3}, batch.items().getFirst().mel(), 18, new float[] {9, 8, 7, 6, 5, 4}));
            var t = Tensor.of(new float[] {0.4f}, 1);
            var z = Noise.seeded(1).normal(1, CONFIG.flow().melSize(), 18);
            var dropped = new FlowDraw(t, z, new boolean[] {false}, new int[] {0});
            var kept = new FlowDraw(t, z, new boolean[] {true}, new int[] {0});

            assertThat(flow.loss(other, dropped).loss().item())
                    .isEqualTo(flow.loss(batch, dropped).loss().item());
            assertThat(flow.loss(other, kept).loss().item())
                    .isNotEqualTo(flow.loss(batch, kept).loss().item());
        }
    }

    @Test
    void derivesItsLossByEveryWeight() {
        try (var weights = Parameters.trainable(RandomWeights.flow(CONFIG)).withoutDropout();
                var scope = Scope.open();
                var tape = Tape.open()) {
            var flow = new Flow(weights.weights(), CONFIG);
            var batch = new FlowBatch(List.of(item(11, 18, 1), item(8, 14, 2)));
            var draw = flow.draw(batch, new FlowDraw.Plan(FlowDraw.Times.COSINE, 1, 100), Noise.seeded(3));

            flow.loss(batch, draw).loss().backward();

            weights.tensors()
                    .forEach((name, tensor) ->
                            assertThat(tensor.gradient()).as(name).isPresent());
        }
    }

    @Test
    void learnsAWindowOfAnItemThatIsTooLong() {
        try (var weights = RandomWeights.frozenFlow(CONFIG);
                var scope = Scope.open()) {
            var flow = new Flow(weights.weights(), CONFIG);
            var batch = FlowBatch.of(item(60, 103, 1));

            var draw = flow.draw(batch, FlowDraw.Plan.WITHOUT_PROMPT.within(32), Noise.seeded(4));
            var loss = flow.loss(batch, draw);

            assertThat(draw.start()).isBetween(0, 103 - 32);
            assertThat(loss.velocity().size(2)).isEqualTo(32);
            assertThat(loss.loss().item()).isFinite();
        }
    }

    @Test
    void drawsAsItsPlanSays() {
        try (var weights = RandomWeights.frozenFlow(CONFIG);
                var scope = Scope.open()) {
            var flow = new Flow(weights.weights(), CONFIG);
            var items = new ArrayList<FlowBatch.Item>();
            IntStream.range(0, 1000).forEach(i -> items.add(item(3, 10, i)));

            var draw = flow.draw(new FlowBatch(items), FlowDraw.Plan.UPSTREAM, Noise.seeded(4));

            assertThat(draw.t().mean().item()).isEqualTo(0.5f, within(0.05f));
            assertThat(IntStream.range(0, 1000).filter(i -> draw.kept()[i]).count())
                    .isBetween(750L, 850L);
            // half of the items have a prompt of 0 to 3 frames, all lengths alike
            assertThat(IntStream.of(draw.promptFrames()).filter(n -> n == 3).count())
                    .isBetween(85L, 165L);
            assertThat(IntStream.of(draw.promptFrames()).max()).hasValue(3);
        }
    }

    private static UNet unet(Parameters weights, CosyVoiceConfig config) {
        return new UNet(
                weights.weights().at("decoder.estimator"),
                config.flow().matching().estimator());
    }

    private static FlowBatch.Item item(int tokens, int frames, int seed) {
        var random = new Random(seed);
        var mel = new float[frames * CONFIG.flow().melSize()];
        for (int i = 0; i < mel.length; i++) {
            mel[i] = (float) random.nextGaussian();
        }
        return new FlowBatch.Item(tokens(tokens), mel, frames, SPEAKER);
    }

    private static int[] tokens(int count) {
        return new Random(count).ints(count, 0, 50).toArray();
    }

    private static float distance(Tensor x, Tensor y) {
        return x.sub(y).abs().max().item();
    }
}
