package dev.yinsong.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TorchFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseSpeakersTest {

    @TempDir
    Path folder;

    @Test
    void readsUpstreamsDictionaries() {
        TorchFile.write(
                folder.resolve("spk2info.pt"),
                Map.of("rms", List.of(embedding(1, -2, 3)), "slt", List.of(embedding(4, 5, 6))));

        var speakers = ModelDirectory.open(folder).speakers();

        assertThat(speakers).containsOnlyKeys("rms", "slt");
        assertThat(speakers.get("rms")).containsExactly(1, -2, 3);
        assertThat(speakers.get("slt")).containsExactly(4, 5, 6);
    }

    private static TensorEntry embedding(float... values) {
        return TensorEntry.of("embedding", values, 1, values.length);
    }
}
