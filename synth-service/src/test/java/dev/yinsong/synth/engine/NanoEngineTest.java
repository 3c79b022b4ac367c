package dev.yinsong.synth.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.audio.AudioDecoder;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.speech.SpeakerEncoder;
import dev.yinsong.common.text.TextTokenizer;
import dev.yinsong.synth.TestConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine with the base model that comes with the project. */
class NanoEngineTest {

    private static final Path MODEL = Path.of("../models/nano");
    private static final Path CLIP = Path.of("../samples/001.wav");
    private static final String TEXT =
            "the sun came up slowly over the hills and the whole valley was filled with light.";

    private static CosyVoiceEngine engine;
    private static int[] tokens;

    @BeforeAll
    static void load() throws IOException {
        engine = new CosyVoiceEngine(TestConfig.ofModel(MODEL));
        tokens = encoded(TEXT);
    }

    private static int[] encoded(String text) throws IOException {
        return TextTokenizer.open(ModelDirectory.open(MODEL).textVocabulary()).encodePlain(text);
    }

    @AfterAll
    static void unload() {
        engine.close();
    }

    /** Two clips say the same. Each is imitated, and must be nearer to its own speaker than the other one is. */
    @Test
    void goesOnInTheVoiceOfAClip() throws IOException {
        var models = ModelDirectory.open(MODEL);
        var recorded = AudioDecoder.decode(CLIP, 30).sound();
        var text = Files.readString(CLIP.resolveSibling("001.txt"));
        try (var encoder = new SpeakerEncoder(models.speakerEncoder());
                var speaker = engine.base(requireNonNull(models.speakers().get("slt")))) {
            var spoken = speaker.speakWhole(encoded(text.strip()), manner(1), () -> false);

            var ofRecorded = imitation(recorded, text);
            var ofSpoken = imitation(spoken, text);

            assertThat(ofRecorded.seconds()).isBetween(2.0, 15.0);
            assertThat(ofSpoken.seconds()).isBetween(2.0, 15.0);
            assertThat(likeness(encoder, ofRecorded, recorded)).isGreaterThan(likeness(encoder, ofSpoken, recorded));
            assertThat(likeness(encoder, ofSpoken, spoken)).isGreaterThan(likeness(encoder, ofRecorded, spoken));
        }
    }

    private static Waveform imitation(Waveform clip, String transcript) {
        try (var imitator = engine.imitate(clip, transcript)) {
            return imitator.speakWhole(tokens, manner(2), () -> false);
        }
    }

    private static double likeness(SpeakerEncoder encoder, Waveform one, Waveform other) {
        return cosine(encoder.embed(one), encoder.embed(other));
    }

    @Test
    void speaksInSeveralChunksAndSaysHowMuchItSpoke() {
        var chunks = new ArrayList<Waveform>();
        try (var talker = engine.base(new float[engine.speakerSize()])) {
            var piece = talker.speak(tokens, manner(2), chunks::add, () -> false);

            assertThat(chunks).hasSizeGreaterThan(1).allMatch(chunk -> chunk.sampleRate() == engine.sampleRate());
            assertThat(piece.seconds()).isEqualTo(seconds(chunks));
            assertThat(piece.tokens() / 50.0).isBetween(piece.seconds() - 0.1, piece.seconds() + 0.1);
        }
    }

    @Test
    void aVoiceThatHasLearntNothingSoundsAsTheBase() {
        var speaker = engine.speakers().values().iterator().next();
        try (var base = engine.base(speaker);
                var untaught = engine.untaught(speaker)) {
            assertThat(untaught.bytes()).isPositive();
            assertThat(untaught.speakWhole(tokens, manner(3), () -> false).samples())
                    .isEqualTo(base.speakWhole(tokens, manner(3), () -> false).samples());
        }
    }

    @Test
    void endsEachPieceOfALongSentenceByItself() {
        var sentence =
                "Far below, the river moved like a silver thread between the quiet fields, while the birds sang.";
        var pieces = engine.pieces(sentence, "en", false);
        assertThat(pieces).hasSize(2);
        try (var talker = engine.base(engine.speakers().values().iterator().next())) {
            assertThat(pieces).allSatisfy(piece -> {
                var spoken = talker.speak(piece.tokens(), manner(5), _ -> {}, () -> false);
                assertThat(spoken.ended()).isTrue();
            });
        }
    }

    @Test
    void givesUpWhenNobodyListens() {
        var asked = new AtomicInteger();
        var chunks = new ArrayList<Waveform>();
        try (var talker = engine.base(new float[engine.speakerSize()])) {
            assertThatThrownBy(() -> talker.speak(tokens, manner(2), chunks::add, () -> asked.incrementAndGet() > 20))
                    .isInstanceOf(CancellationException.class);

            assertThat(chunks).isEmpty();
            assertThat(asked.get()).isLessThan(30);
        }
    }

    @Test
    void refusesATranscriptWithoutWords() throws IOException {
        var clip = AudioDecoder.decode(CLIP, 30).sound();

        assertThatThrownBy(() -> engine.imitate(clip, " … ")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Manner manner(long seed) {
        return new Manner(seed, 1, null, null, null, 4);
    }

    private static double seconds(List<Waveform> chunks) {
        int samples = chunks.stream().mapToInt(chunk -> chunk.samples().length).sum();
        return (double) samples / engine.sampleRate();
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double lengthA = 0;
        double lengthB = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            lengthA += a[i] * a[i];
            lengthB += b[i] * b[i];
        }
        return product / Math.sqrt(lengthA * lengthB);
    }
}
