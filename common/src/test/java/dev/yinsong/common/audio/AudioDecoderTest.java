package dev.yinsong.common.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.ReferenceData;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class AudioDecoderTest {

    @Test
    void prints() throws Exception {
        for (var dir : new String[] {"data/bad", "data/voices/kathleen/raw", "data/voices/mandarin"}) {
            try (var files = Files.list(ReferenceData.path(dir))) {
                for (var file : files.sorted().toList()) {
                    if (file.toString().matches(".*\\.(txt|tsv|md|zip)")) continue;
                    try {
                        var d = AudioDecoder.decode(file, 60);
                        System.out.println("@@ " + file.getFileName() + " " + d);
                    } catch (UnusableAudio e) {
                        System.out.println("@@ " + file.getFileName() + " " + e.reason() + " " + e.getMessage());
                    }
                }
            }
        }
        assertThat(true).isTrue();
    }
}
