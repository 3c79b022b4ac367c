package dev.yinsong.cosyvoice;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.feature.ClipFeatures;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.cosyvoice.tensor.Precision;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceTest {

    /** So long that it takes two hundred tokens at least, three chunks. */
    private static final int[] LONG_TEXT = new int[100];

    private static final float[] SPEAKER = {1, -2, 3, -4, 5, -6, 7, -8, 9, -10};

    @TempDir
    static Path folder;

    private static CosyVoice base;
    private static Voice voice;

    @BeforeAll
    static void load() {
        Arrays.setAll(LONG_TEXT, i -> (7 * i + 3) % 40);
        base = TinyModel.load(folder);
        voice = base.base(SPEAKER);
    }

    @AfterAll
    static void unload() {
        voice.close();
        base.close();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 1, 1.5})
    void soundsTheSameStreamedAndWhole(double speed) {
        var options = options(3).withSpeed(speed);
        var chunks = new ArrayList<float[]>();

        var report = voice.speak(LONG_TEXT, options, chunks::add);
        var whole = voice.speak(LONG_TEXT, options);

        assertThat(chunks).hasSizeGreaterThan(2);
        assertThat(joined(chunks)).containsExactly(whole.samples());
        assertThat(report.tokens()).isEqualTo(whole.tokens());
        assertThat(report.seconds()).isEqualTo(whole.seconds());
        int frames = base.config().frames(report.tokens().length);
        assertThat(whole.seconds() * base.config().frameRate() * speed).isBetween(frames - 5.0, frames + 5.0);
    }

    @Test
    void givesItsFirstSoundWhenLittleMoreThanASecondOfTokensIsDrawn() {
        int littleMore = 60; // tokens, 50 a second
        var speaker = Thread.currentThread();
        var steps = new AtomicInteger();
        var heard = new CountDownLatch(1);
        var options = options(3).until(() -> {
            boolean decoding = Thread.currentThread() != speaker;
            if (decoding && steps.incrementAndGet() == littleMore) {
                return !heardWithin(heard, 60); // no more tokens before there is sound
            }
            return false;
        });

        var report = voice.speak(LONG_TEXT, options, samples -> heard.countDown());

        assertThat(report.tokens().length).isGreaterThan(3 * littleMore);
    }

    private static boolean heardWithin(CountDownLatch heard, int seconds) {
        try {
            return heard.await(seconds, SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void speaksInAsManyStepsOfTheFlowAsItsModelRecommends(@TempDir Path other) throws IOException {
        TinyModel.load(other).close();
        Files.writeString(other.resolve("yinsong.json"), "{\"flowSteps\": 3}");
        int[] text = {1, 2, 3, 4};

        try (var quick = TinyModel.open(other);
                var speaker = quick.base(SPEAKER)) {
            var recommended = speaker.speak(text, quick.options(3)).samples();

            assertThat(recommended)
                    .containsExactly(
                            voice.speak(text, base.options(3).withSteps(3)).samples());
            assertThat(recommended)
                    .isNotEqualTo(voice.speak(text, base.options(3)).samples());
        }
    }

    @Test
    void speaksAsLongAsItsModelLetsAText(@TempDir Path other) throws IOException {
        TinyModel.load(other).close();
        Files.writeString(other.resolve("yinsong.json"), """
                {"name": "brief", "languages": ["en"], "licence": "Apache-2.0", "speech": {"least": 3, "most": 3}}
                """);

        try (var brief = TinyModel.open(other);
                var speaker = brief.base(SPEAKER)) {
            var report = speaker.speak(new int[] {1, 2, 3, 4}, options(3)).report();

            assertThat(report.tokens()).hasSize(12);
            assertThat(report.ended()).isFalse();
        }
    }

    @Test
    void canBeginTheNextTextBeforeTheSoundOfThisOneIsMade() {
        float[] alone = voice.speak(LONG_TEXT, options(2)).samples();
        var begun = new ArrayList<Utterance>();
        var first = new ArrayList<float[]>();
        var second = new ArrayList<float[]>();

        try (var utterance = voice.begin(LONG_TEXT, options(1))) {
            utterance.speak(first::add, () -> begun.add(voice.begin(LONG_TEXT, options(2))));
        }
        try (var next = begun.getFirst()) {
            next.speak(second::add, () -> {});
        }

        assertThat(begun).hasSize(1);
        assertThat(joined(first)).isNotEqualTo(alone);
        assertThat(joined(second)).containsExactly(alone);
    }

    @Test
    void anUtteranceThatNobodyHearsIsGivenUp() {
        voice.speak(LONG_TEXT, options(1)); // the position tables grow once
        long before = Tensor.live();

        voice.begin(LONG_TEXT, options(1)).close();

        assertThat(Tensor.live()).isEqualTo(before);
    }

    @Test
    void speaksTheSameWhoeverElseSpeaks() throws Exception {
        var alone = new ArrayList<float[]>();
        for (int seed = 0; seed < 4; seed++) {
            alone.add(voice.speak(LONG_TEXT, options(seed)).samples());
        }

        try (var threads = Executors.newFixedThreadPool(4)) {
            var together = new ArrayList<Future<Speech>>();
            for (int seed = 0; seed < 4; seed++) {
                var options = options(seed);
                together.add(threads.submit(() -> voice.speak(LONG_TEXT, options)));
            }
            for (int seed = 0; seed < 4; seed++) {
                assertThat(together.get(seed).get().samples()).containsExactly(alone.get(seed));
            }
        }
    }

    @Test
    void stopsAtOnceWhenItIsUnwanted() {
        var asked = new AtomicInteger();
        var chunks = new ArrayList<float[]>();

        assertThatThrownBy(() ->
                        voice.speak(LONG_TEXT, options(3).until(() -> asked.incrementAndGet() > 60), chunks::add))
                .isInstanceOf(CancellationException.class);

        assertThat(chunks).hasSizeLessThan(2);
        assertThat(asked.get()).isLessThan(70);
    }

    @Test
    void freesAllItsTensorsHoweverItEnds() {
        voice.speak(LONG_TEXT, options(3)); // the position tables grow once
        long before = Tensor.live();

        voice.speak(LONG_TEXT, options(3));
        var asked = new AtomicInteger();
        assertThatThrownBy(() -> voice.speak(LONG_TEXT, options(3).until(() -> asked.incrementAndGet() > 120)))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> voice.speak(LONG_TEXT, options(3), samples -> {
                    throw new IllegalStateException("the sink is full");
                }))
                .hasMessage("the sink is full");

        assertThat(Tensor.live()).isEqualTo(before);
    }

    @Test
    void speaksOnWhenTheFirstVoiceOfItsBaseIsClosed() {
        try (var model = CosyVoice.load(ModelDirectory.open(folder), Device.CPU, Precision.FP32)) {
            var first = model.base(SPEAKER);
            try (var second = model.base(SPEAKER)) {
                float[] before = first.speak(LONG_TEXT, options(2)).samples();

                first.close(); // what was made for all voices outlives it

                assertThat(second.speak(LONG_TEXT, options(2)).samples()).containsExactly(before);
            }
        }
    }

    @Test
    void goesOnFromAClip() {
        var clip = clip(base.config().flow().melSize());
        try (var imitator = base.imitating(clip);
                var plain = base.base(clip.speaker())) {

            var imitated = imitator.speak(LONG_TEXT, options(3));

            assertThat(imitated.tokens())
                    .isNotEqualTo(plain.speak(LONG_TEXT, options(3)).tokens());
            int frames = base.config().frames(imitated.tokens().length); // the clip itself is not spoken
            assertThat(imitated.seconds() * base.config().frameRate()).isBetween(frames - 5.0, frames + 5.0);
        }
    }

    @Test
    void refusesAClipOfAnotherKindOfSpectrum() {
        assertThatThrownBy(() -> base.imitating(clip(40)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("40");
    }

    private static ClipFeatures clip(int mels) {
        int frames = 52;
        var mel = new float[frames * mels];
        for (int i = 0; i < mel.length; i++) {
            mel[i] = (float) (3 * Math.sin(i) - 6);
        }
        var tokens = new int[30];
        Arrays.setAll(tokens, i -> i % 24);
        return new ClipFeatures(new int[] {1, 2, 3}, tokens, mel, frames, SPEAKER, Map.of());
    }

    private static SpeakOptions options(long seed) {
        return base.options(seed).withSteps(2);
    }

    private static float[] joined(List<float[]> chunks) {
        var all = new SampleBuffer();
        chunks.forEach(all::add);
        return all.all();
    }
}
