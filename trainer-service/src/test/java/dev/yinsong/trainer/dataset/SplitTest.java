package dev.yinsong.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {

    @Test
    void holdsOutTwoOfFewClipsAndATenthOfMany() {
        assertThat(split(ids(4)).heldOut()).hasSize(2);
        assertThat(split(ids(10)).heldOut()).hasSize(2);
        assertThat(split(ids(21)).heldOut()).hasSize(3);
        assertThat(split(ids(50)).heldOut()).hasSize(5);
    }

    @Test
    void putsEachClipOnOneSide() {
        var ids = ids(24);

        var split = split(ids);

        var all = new ArrayList<>(split.learned());
        all.addAll(split.heldOut());
        assertThat(all).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void doesNotDependOnTheOrderOfArrival() {
        var ids = ids(24);
        var shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(split(shuffled)).isEqualTo(split(ids));
    }

    @Test
    void keepsAClipOnItsSideWhenAnotherOfThatSideGoes() {
        var ids = ids(24);
        var before = split(ids);
        var fewer = new ArrayList<>(ids);
        fewer.remove(before.learned().getFirst());

        assertThat(split(fewer).heldOut()).isEqualTo(before.heldOut());
    }

    @Test
    void refusesClipsThatAreTooFew() {
        assertThatIllegalArgumentException().isThrownBy(() -> split(ids(3))).withMessageContaining("were 3");
    }

    private static Split<UUID> split(List<UUID> ids) {
        return Split.of(ids, Function.identity());
    }

    private static List<UUID> ids(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> UUID.nameUUIDFromBytes(("clip " + i).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
