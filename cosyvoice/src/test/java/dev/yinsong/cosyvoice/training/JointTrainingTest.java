package dev.yinsong.cosyvoice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.model.TrainingDefaults;
import dev.yinsong.common.model.TrainingDefaults.LowRankDefaults;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.TinyModel;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JointTrainingTest {

    private static final Map<Network, Double> NEVER = Map.of(Network.LLM, 0.0, Network.FLOW, 0.0);

    @TempDir
    Path directory;

    private CosyVoice base;
    private List<Example> clips, heldOut;

    @BeforeEach
    void loadModel() {
        base = TinyModel.load(directory.resolve("model"));
        clips = TinyModel.clips(base, 5, 1);
        heldOut = TinyModel.clips(base, 2, 2);
    }

    @AfterEach
    void closeModel() {
        base.close();
    }

    @Test
    void learnsTheClipsWithBothNetworks() {
        var outcome = train(settings(Mode.JOINT, NEVER, 12), new TrainingListener() {});

        assertThat(outcome.epochs()).isEqualTo(12);
        for (var network : List.of(Network.LLM, Network.FLOW)) {
            var report = outcome.reports().get(network);
            assertThat(report.trainingEnd()).as(network.key()).isLessThan(report.trainingStart());
            assertThat(report.heldOutBest()).isLessThanOrEqualTo(report.heldOutStart());
            assertThat(report.stop()).isEqualTo("epochs");
        }
    }

    @Test
    void stopsANetworkAtItsThresholdWhileTheOtherGoesOn() {
        var progress = new ArrayList<Progress>();
        var easy = Map.of(Network.LLM, 100.0, Network.FLOW, 0.0);

        var outcome = train(settings(Mode.JOINT, easy, 3), new TrainingListener() {
            @Override
            public void onProgress(Progress step) {
                progress.add(step);
            }
        });

        assertThat(outcome.reports().get(Network.LLM).stop()).isEqualTo("threshold");
        assertThat(outcome.reports().get(Network.FLOW).stop()).isEqualTo("epochs");
        assertThat(progress.getLast().losses()).containsOnlyKeys(Network.FLOW);
    }

    @Test
    void trainsOneNetworkAloneAndLeavesTheOther() {
        var outcome = train(settings(Mode.FLOW_ONLY, NEVER, 2), new TrainingListener() {});

        assertThat(outcome.adapter().of(Network.LLM)).isEmpty();
        assertThat(outcome.adapter().of(Network.FLOW)).isNotEmpty();
        assertThat(outcome.reports()).containsOnlyKeys(Network.FLOW);
    }

    @Test
    void goesOnFromASavedStateBitForBit() {
        resumesBitForBit(settings(Mode.JOINT, NEVER, 4));
    }

    @Test
    void goesOnBitForBitWithClipsThatChangeAndSeveralAtOnceAndSeveralStatesKept() {
        resumesBitForBit(settings(Mode.JOINT, NEVER, 4)
                .withClipsAtOnce(2)
                .withKeepBest(2)
                .with(new Augmentation(0.3, 0.3, 6, 0.1, 0.05, 0.8)));
    }

    private void resumesBitForBit(TrainingSettings settings) {
        var state = directory.resolve("state");
        var whole = train(settings, new TrainingListener() {});

        train(settings, new TrainingListener() {
            private boolean saved;

            @Override
            public void onSavePoint(JointTraining training) {
                if (!saved) {
                    training.save(state);
                    saved = true;
                }
            }

            @Override
            public boolean cancelled() {
                return saved;
            }
        });
        TrainingOutcome resumed;
        try (var training = new JointTraining(base, settings, clips, heldOut)) {
            training.resume(state);
            resumed = training.run(new TrainingListener() {});
        }

        for (int rank = 0; rank < whole.states().size(); rank++) {
            assertThat(numbers(resumed.states().get(rank).adapter()))
                    .containsExactly(numbers(whole.states().get(rank).adapter()));
        }
        assertThat(resumed.reports()).isEqualTo(whole.reports());
        assertThat(resumed.steps()).isEqualTo(whole.steps());
    }

    @Test
    void learnsTheSameFromClipsTogetherAsOneByOne() {
        var alone = settings(Mode.JOINT, NEVER, 3, 0);

        var one = train(alone, new TrainingListener() {});
        var together = train(alone.withClipsAtOnce(2), new TrainingListener() {});

        assertThat(numbers(together.adapter())).containsExactly(numbers(one.adapter()), Offset.offset(2e-4f));
        for (var network : List.of(Network.LLM, Network.FLOW)) {
            assertThat(together.reports().get(network).heldOutBest())
                    .isCloseTo(one.reports().get(network).heldOutBest(), Offset.offset(1e-4));
        }
    }

    @Test
    void keepsTheBestStatesInOrderOfTheirHeldOutLosses() {
        var heldOut = new ArrayList<Double>();

        var outcome = train(settings(Mode.LLM_ONLY, NEVER, 6).withKeepBest(3), new TrainingListener() {
            @Override
            public void onProgress(Progress progress) {
                if (!progress.heldOut().isEmpty()) {
                    heldOut.add(progress.heldOut().get(Network.LLM));
                }
            }
        });

        heldOut.sort(null);
        assertThat(outcome.states())
                .extracting(state -> state.heldOut().get(Network.LLM))
                .containsExactlyElementsOf(heldOut.subList(0, 3));
        assertThat(numbers(outcome.adapter()))
                .isNotEqualTo(numbers(outcome.states().get(1).adapter()));
    }

    @Test
    void learnsOtherThingsFromClipsThatChange() {
        var settings = settings(Mode.JOINT, NEVER, 2);

        var plain = train(settings, new TrainingListener() {});
        var changed = train(settings.with(new Augmentation(0.3, 0, 0, 0, 0, 1)), new TrainingListener() {});

        assertThat(changed.adapter().of(Network.LLM))
                .usingRecursiveComparison()
                .isEqualTo(plain.adapter().of(Network.LLM));
        assertThat(numbers(changed.adapter())).isNotEqualTo(numbers(plain.adapter()));
    }

    @Test
    void refusesTheStateOfAnotherTraining() {
        var state = directory.resolve("state");
        try (var training = new JointTraining(base, settings(Mode.JOINT, NEVER, 4), clips, heldOut)) {
            training.save(state);
        }

        try (var other = new JointTraining(base, settings(Mode.JOINT, NEVER, 5), clips, heldOut)) {
            assertThatThrownBy(() -> other.resume(state))
                    .isInstanceOf(OtherTraining.class)
                    .hasMessageContaining("other settings");
        }
        try (var other =
                new JointTraining(base, settings(Mode.JOINT, NEVER, 4), clips.subList(0, clips.size() - 1), heldOut)) {
            assertThatThrownBy(() -> other.resume(state))
                    .isInstanceOf(OtherTraining.class)
                    .hasMessageContaining("other clips");
        }
    }

    @Test
    void writesSettingsTheSameWayInEveryProcess() {
        var first = new LinkedHashMap<Network, Double>();
        first.put(Network.FLOW, 0.3);
        first.put(Network.LLM, 1.5);

        assertThat(settings(Mode.JOINT, first, 4)).asString().contains("thresholds={LLM=1.5, FLOW=0.3}");
        assertThat(settings(Mode.JOINT, Map.of(Network.LLM, 1.5, Network.FLOW, 0.3), 4))
                .hasToString(settings(Mode.JOINT, first, 4).toString());
    }

    @Test
    void freesAllItsTensors() {
        long before = Tensor.live();

        train(settings(Mode.JOINT, NEVER, 2), new TrainingListener() {});

        // What stays is the base's: position tables that grew with the clips, which the next training finds.
        long tables = Tensor.live() - before;
        train(settings(Mode.JOINT, NEVER, 2), new TrainingListener() {});
        assertThat(Tensor.live() - before).isEqualTo(tables);
    }

    @Test
    void mergesToAVoiceThatSpeaksTheSameForTheSameSeed() {
        var outcome = train(settings(Mode.JOINT, NEVER, 3), new TrainingListener() {});
        var options = base.options(7);

        try (var voice = base.merge(outcome.adapter(), outcome.speaker());
                var untrained = base.base(outcome.speaker())) {
            var first = voice.speak(new int[] {3, 1, 4}, options);
            var second = voice.speak(new int[] {3, 1, 4}, options);
            var plain = untrained.resynthesise(first.tokens(), options);

            assertThat(first.samples()).isNotEmpty().containsExactly(second.samples());
            assertThat(first.tokens().length).isBetween(6, 60);
            assertThat(plain.samples()).hasSameSizeAs(first.samples()).isNotEqualTo(first.samples());
        }
    }

    private TrainingOutcome train(TrainingSettings settings, TrainingListener listener) {
        try (var training = new JointTraining(base, settings, clips, heldOut)) {
            return training.run(listener);
        }
    }

    private static TrainingSettings settings(Mode mode, Map<Network, Double> thresholds, int epochs) {
        return settings(mode, thresholds, epochs, 0.1);
    }

    private static TrainingSettings settings(Mode mode, Map<Network, Double> thresholds, int epochs, double dropout) {
        var lora = new LowRankDefaults(4, 8, dropout);
        var defaults = new TrainingDefaults(lora, lora, 0.01, 0.01, 2, epochs, 2, 1.0, 20, 100);
        return new TrainingSettings(mode, defaults, thresholds, 11, 3);
    }

    private static float[] numbers(Adapter adapter) {
        var numbers = new ArrayList<Float>();
        adapter.layers().values().forEach(factors -> {
            for (float value : factors.a()) {
                numbers.add(value);
            }
            for (float value : factors.b()) {
                numbers.add(value);
            }
        });
        var array = new float[numbers.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = numbers.get(i);
        }
        return array;
    }
}
