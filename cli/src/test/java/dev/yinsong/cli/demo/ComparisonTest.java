package dev.yinsong.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.cli.project.Project;
import dev.yinsong.cli.terminal.Printed;
import dev.yinsong.common.audio.AudioEncoder;
import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.model.ModelDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    private static final int RATE = 22_050;

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, Set<Long>> seeds = new ConcurrentHashMap<>(); // of what was said by whom
    private SpeakerJudge judge;

    @BeforeEach
    void listenToClips() throws IOException {
        var encoder = ModelDirectory.open(Project.nano()).speakerEncoder();
        judge = new SpeakerJudge(encoder, List.of(clip("001"), clip("002"), clip("003")));
    }

    @AfterEach
    void stop() {
        judge.close();
    }

    @Test
    void tellsHowFarAVoiceHasComeFromAnotherToTheClips() throws IOException {
        var noise = speaker("noise", ComparisonTest::noise);
        var tuned = speaker("tuned", () -> file(clip("004")));
        var comparison = new Comparison(judge, folder, List.of(noise, tuned));

        comparison.speak("One.");
        comparison.speak("Two.");

        assertThat(comparison.similarity(noise)).isLessThan(0.5);
        assertThat(comparison.similarity(tuned)).isGreaterThan(0.8);
        assertThat(comparison.share(noise, noise)).isZero();
        assertThat(comparison.share(noise, tuned)).isBetween(0.8, 1.2);
    }

    @Test
    void givesASentenceTheSameChanceWhoeverSaysItAndEachItsOwn() throws IOException {
        var comparison = new Comparison(
                judge, folder, List.of(speaker("a", ComparisonTest::noise), speaker("b", ComparisonTest::noise)));

        comparison.speak("One.");
        comparison.speak("Two.");

        assertThat(seeds.get("a")).hasSize(2).isEqualTo(seeds.get("b"));
    }

    @Test
    void keepsEverySoundAndPrintsEverySentence() throws IOException {
        var printed = new Printed(false);
        var comparison = new Comparison(judge, folder, List.of(speaker("rms", ComparisonTest::noise)));

        comparison.speak("One.");
        comparison.print(printed.terminal());

        assertThat(folder.resolve("1-rms.wav")).hasBinaryContent(noise());
        assertThat(printed.text())
                .contains("RMS")
                .containsPattern("1 +One\\. +-?\\d\\.\\d{3}")
                .containsPattern("spectrum off by +\\d+\\.\\d dB");
    }

    @Test
    void theNearestSpeakerIsTheOneWhoseVectorIsMostLikeTheClips() {
        var base = ModelDirectory.open(Project.nano()).speakers();

        assertThat(judge.nearest(base)).get().isIn(base.keySet()).isNotEqualTo("slt"); // a woman
        assertThat(judge.nearest(Map.of())).isEmpty();
    }

    private Speaker speaker(String name, Sound sound) {
        return new Speaker(name, (sentence, seed) -> {
            seeds.computeIfAbsent(name, any -> ConcurrentHashMap.newKeySet()).add(seed);
            return sound.wav();
        });
    }

    private interface Sound {
        byte[] wav();
    }

    private static byte[] noise() {
        var random = new SplittableRandom(1);
        var samples = new float[2 * RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.nextDouble(-0.3, 0.3);
        }
        return AudioEncoder.encode(new Waveform(samples, RATE), AudioFormat.WAV);
    }

    private static Path clip(String number) {
        return Project.root().resolve("samples").resolve(number + ".wav");
    }

    private static byte[] file(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
