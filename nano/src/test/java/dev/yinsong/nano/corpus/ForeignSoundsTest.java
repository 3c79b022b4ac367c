package dev.yinsong.nano.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForeignSoundsTest {

    private final ForeignSounds sounds = new ForeignSounds();

    @Test
    void spellsWithEnglishSoundsAndLeavesPausesOut() {
        var spelled = sounds.spell("it", List.of("_", "ts", "a", "_:")).orElseThrow();

        assertThat(spelled).extracting(Sound::exact).containsExactly(true, true);
        assertThat(spelled)
                .extracting(Sound::ways)
                .containsExactly(List.of(List.of("T", "S")), List.of(List.of("AA"), List.of("AH")));
    }

    @Test
    void marksSoundsThatEnglishLacks() {
        var trill = sounds.spell("it", List.of("R")).orElseThrow().getFirst();

        assertThat(trill.exact()).isFalse();
        assertThat(trill.ways()).containsExactly(List.of("R"), List.of("D"));
    }

    @Test
    void letsWeakSoundsBeLeftOut() {
        assertThat(sounds.spell("fr", List.of("@")).orElseThrow().getFirst().ways())
                .contains(List.of());
    }

    @Test
    void spellsNothingThatHasNoRule() {
        assertThat(sounds.spell("it", List.of("a", "!"))).isEmpty();
        assertThat(sounds.spell("xx", List.of("a"))).isEmpty();
    }
}
