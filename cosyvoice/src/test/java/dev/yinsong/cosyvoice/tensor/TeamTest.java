package dev.yinsong.cosyvoice.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {

    private static final int ROUNDS = 500; // enough for members to fall behind and to sleep

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void membersComputeTogetherWhatOneComputesAlone(int size) {
        long before = Tensor.live();
        try (var scope = Scope.open();
                var team = new Team(size)) {
            var x = Noise.seeded(1).normal(2, 7);
            var weight = Noise.seeded(2).normal(7, 7).mul(0.3);
            var alone = x;
            for (int round = 0; round < ROUNDS; round++) {
                alone = alone.linear(weight, null).tanh();
            }

            float[] together = team.run(member -> {
                var y = x;
                for (int round = 0; round < ROUNDS; round++) {
                    y = whole(member, y.linear(member.part(weight, 0), null)).tanh();
                }
                return y.floats();
            });

            assertThat(together).usingComparatorWithPrecision(1e-3f).containsExactly(alone.floats());
        }
        assertThat(Tensor.live()).isEqualTo(before);
    }

    @Test
    void aMembersFailureEndsTheWorkOfAllAndTheNextWorkGoesOn() {
        try (var scope = Scope.open();
                var team = new Team(2)) {
            var x = Noise.seeded(1).normal(1, 4);

            assertThatThrownBy(() -> team.run(member -> {
                        if (member.index() == 1) {
                            throw new ArithmeticException("no");
                        }
                        return whole(member, x).floats();
                    }))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("no");

            assertThat(team.<float[]>run(
                            member -> whole(member, member.part(x, 1)).floats()))
                    .containsExactly(x.floats());
        }
    }

    @Test
    void onlyAMembersThreadKeepsToOneCore() {
        int cores = Cores.own();
        try (var team = new Team(2)) {
            assertThat(team.<Integer>run(member -> coresOfAnOperation())).isEqualTo(1);
        }
        assertThat(coresOfAnOperation()).isEqualTo(cores);
        assertThat(CompletableFuture.supplyAsync(TeamTest::coresOfAnOperation, work -> new Thread(work).start())
                        .join())
                .isEqualTo(cores);
    }

    /** What all members have of some columns, put together. */
    private static Tensor whole(Team.Member member, Tensor part) {
        int rows = part.size(0);
        return Tensor.cat(
                1,
                Stream.of(member.parts(part.floats()))
                        .map(values -> Tensor.of(values, rows, values.length / rows))
                        .toArray(Tensor[]::new));
    }

    private static int coresOfAnOperation() {
        try (var scope = Scope.open()) {
            Tensor.zeros(1);
            return JniUtils.getNumThreads();
        }
    }
}
