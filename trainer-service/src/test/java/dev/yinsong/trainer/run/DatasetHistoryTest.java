package dev.yinsong.trainer.run;

import static dev.yinsong.trainer.run.TestedVoice.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.ClipRemoved;
import dev.yinsong.trainer.Bus;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Datasets over HTTP. */
@QuarkusTest
@TestProfile(FakeProfile.class)
class DatasetHistoryTest {

    @Inject
    FakeTrainer trainer;

    @Inject
    Blobs blobs;

    private final TestedVoice voice = TestedVoice.fresh();

    @BeforeEach
    void startAfresh() {
        trainer.reset();
    }

    @Test
    void keepsEveryDatasetThatAVoiceHad() {
        Bus.sendClips(blobs, voice.name(), 5);
        var first = Bus.clip(blobs, voice.name(), 1);
        Bus.send(new ClipRemoved(UUID.randomUUID(), Instant.now(), voice.name(), first.clip()));

        eventually().until(() -> voice.read("/datasets").getList("datasets").size() == 6);

        var datasets = voice.read("/datasets");
        assertThat(datasets.getList("datasets.dataset")).containsExactly(6, 5, 4, 3, 2, 1);
        assertThat(datasets.getList("datasets.clips")).containsExactly(4, 5, 4, 3, 2, 1);
        assertThat(datasets.getList("datasets.heldOutClips")).containsExactly(2, 2, 2, 0, 0, 0);
        assertThat(datasets.getDouble("datasets[1].seconds")).isEqualTo(5 * 3.5);
        assertThat(datasets.getDouble("datasets[1].hours")).isCloseTo(5 * 3.5 / 3600, within(1e-9));
        assertThat(voice.read("/datasets?before=3").getList("datasets.dataset")).containsExactly(2, 1);
    }

    @Test
    void saysWhichClipsADatasetHadAndHowTheyAreSplit() {
        Bus.sendClips(blobs, voice.name(), 5);
        var first = Bus.clip(blobs, voice.name(), 1);
        Bus.send(new ClipRemoved(UUID.randomUUID(), Instant.now(), voice.name(), first.clip()));
        eventually().until(() -> voice.read("/datasets").getList("datasets").size() == 6);

        var before = voice.read("/datasets/5");
        var after = voice.read("/datasets/6");

        assertThat(before.getList("members.clip"))
                .hasSize(5)
                .contains(first.clip().toString());
        assertThat(after.getList("members.clip"))
                .hasSize(4)
                .doesNotContain(first.clip().toString());
        assertThat(before.getList("members.findAll { it.side == 'held-out' }")).hasSize(2);
        assertThat(before.getList("members.findAll { it.side == 'learned' }")).hasSize(3);
        assertThat(before.getList("members.text", String.class)).allMatch(text -> text.startsWith("Sentence number"));
        assertThat(before.getLong("bytes"))
                .isEqualTo(before.getList("members", java.util.Map.class).stream()
                        .mapToLong(member -> ((Number) member.get("featuresBytes")).longValue()
                                + ((Number) member.get("audioBytes")).longValue())
                        .sum());
        assertThat(voice.read("/datasets/1").getList("members.side")).containsExactly("undecided");
        voice.get("/datasets/99").statusCode(404).body("type", equalTo("urn:problem:dataset-not-found"));
    }

    @Test
    void namesTheRunsThatTookADataset() {
        trainer.allowed.release(100_000);
        Bus.sendClips(blobs, voice.name(), 10);
        var run = voice.awaitNewest("published");

        assertThat(voice.read("/datasets/10").getList("runs")).containsExactly(run);
        assertThat(voice.read("/datasets/9").getList("runs")).isEmpty();
    }
}
