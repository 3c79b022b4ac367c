package dev.yinsong.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.audio.AudioDecoder;
import dev.yinsong.common.audio.ClipPolicy;
import dev.yinsong.common.audio.PreparedClip;
import dev.yinsong.common.audio.UnusableAudio;
import dev.yinsong.common.audio.Verdict;
import dev.yinsong.common.text.Speakable;
import dev.yinsong.common.text.UnspeakableText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Every kind of clip that people send: what is good passes, what is not is refused with a sentence. */
class BadClipsTest {

    @Test
    void answersEveryClipOfTheTableAsItSays() throws IOException {
        var folder = ReferenceData.path("data/bad");
        var answers = new ArrayList<String>();
        var expected = new ArrayList<String>();

        for (var line : Files.readAllLines(folder.resolve("expected.tsv"))) {
            var fields = line.split("\t");
            if (fields[0].equals("file") || fields[0].endsWith(".zip")) {
                continue;
            }
            expected.add(fields[0] + " " + fields[1]);
            var refusal = refusal(folder.resolve(fields[0]));
            answers.add(fields[0] + " " + (refusal.isEmpty() ? "accept" : "reject"));
            assertThat(refusal).matches("|[A-Z].*\\.");
        }

        assertThat(answers).isEqualTo(expected).hasSizeGreaterThan(20);
    }

    @Test
    void acceptsRealSpeechInEveryFormat() throws IOException {
        for (var folder : new String[] {"kathleen", "kathleen/raw", "mandarin"}) {
            try (var files = Files.list(ReferenceData.path("data/voices/" + folder))) {
                for (var file : files.filter(BadClipsTest::isAudio).toList()) {
                    assertThat(refusal(file)).as(file.toString()).isEmpty();
                }
            }
        }
    }

    private static boolean isAudio(Path file) {
        return file.toString().matches(".*\\.(wav|flac|mp3|m4a|ogg|webm)");
    }

    private static String refusal(Path file) throws IOException {
        var policy = ClipPolicy.usual();
        try {
            var clip = PreparedClip.of(AudioDecoder.decode(file, policy.maxSeconds()), policy);
            if (clip.quality().verdict() == Verdict.REJECT) {
                return clip.quality().rejection().orElseThrow().advice();
            }
            var transcript = Path.of(file.toString().replaceAll("\\.[^.]+$", ".txt"));
            Speakable.transcript(
                    Speakable.decode(Files.readAllBytes(transcript)),
                    clip.sound().seconds());
            return "";
        } catch (UnusableAudio | UnspeakableText e) {
            return e.getMessage();
        }
    }
}
