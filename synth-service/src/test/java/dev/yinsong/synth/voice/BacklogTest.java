package dev.yinsong.synth.voice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.event.CheckpointPublished;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private final Backlog backlog = new Backlog();

    @Test
    void givesEachVoiceItsNewestFirst() {
        backlog.add(checkpoint("anna", 1));
        backlog.add(checkpoint("bob", 1));
        backlog.add(checkpoint("anna", 2));

        assertThat(backlog.close())
                .satisfiesExactly(
                        anna -> assertThat(anna)
                                .extracting(CheckpointPublished::version)
                                .containsExactly(2, 1),
                        bob -> assertThat(bob)
                                .extracting(CheckpointPublished::voice)
                                .isEqualTo(List.of("bob")));
        assertThat(backlog.isOpen()).isFalse();
    }

    @Test
    void forgetsWhatCameBeforeATombstone() {
        backlog.add(checkpoint("anna", 1));
        backlog.retire("anna");
        backlog.add(checkpoint("anna", 2));
        backlog.add(checkpoint("bob", 1));
        backlog.retire("bob");

        assertThat(backlog.close())
                .singleElement()
                .satisfies(anna -> assertThat(anna)
                        .extracting(CheckpointPublished::version)
                        .containsExactly(2));
    }

    private static CheckpointPublished checkpoint(String voice, int version) {
        var blob = new BlobRef(URI.create("file:/nowhere"), "0".repeat(64), 1);
        return new CheckpointPublished(
                UUID.randomUUID(), Instant.EPOCH, voice, version, UUID.randomUUID(), "base", blob, List.of());
    }
}
