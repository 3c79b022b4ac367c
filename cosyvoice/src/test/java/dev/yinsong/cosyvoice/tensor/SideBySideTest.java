package dev.yinsong.cosyvoice.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SideBySideTest {

    @Test
    void resultsComeInTheirOrderAndBelongToTheScopeOfTheCaller() {
        long before = Tensor.live();
        try (var scope = Scope.open()) {
            var x = Tensor.of(new float[] {1, 2}, 2);

            var made = SideBySide.of(List.<Supplier<Tensor>>of(
                    () -> x.mul(2).add(1), () -> x.mul(3).add(1)));

            assertThat(made.get(0).floats()).containsExactly(3, 5);
            assertThat(made.get(1).floats()).containsExactly(4, 7);
            assertThat(Tensor.live()).isEqualTo(before + 3);
        }
        assertThat(Tensor.live()).isEqualTo(before);
    }

    @Test
    void computationsRunAtTheSameTime() {
        var both = new CountDownLatch(2);
        Supplier<Boolean> meet = () -> {
            both.countDown();
            try {
                return both.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };

        assertThat(SideBySide.run(List.of(meet, meet))).containsExactly(true, true);
    }

    @Test
    void theFailureOfOneIsThrownWhenTheOthersAreDone() {
        var first = new CountDownLatch(1);
        var done = new AtomicBoolean();
        Supplier<String> fails = () -> {
            first.countDown();
            throw new IllegalStateException("no");
        };
        Supplier<String> works = () -> {
            await(first);
            done.set(true);
            return "yes";
        };

        assertThatThrownBy(() -> SideBySide.run(List.of(fails, works))).hasMessage("no");
        assertThat(done).isTrue();
        assertThatThrownBy(() -> SideBySide.run(List.of(works, fails)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
    }

    @Test
    void whereATapeIsOpenGradientsFlowThroughAllOfThem() {
        try (var scope = Scope.open()) {
            var x = Tensor.of(new float[] {2}, 1).requireGradient();
            try (var tape = Tape.open()) {
                var made = SideBySide.of(List.<Supplier<Tensor>>of(() -> x.mul(3), () -> x.mul(x)));

                made.get(0).add(made.get(1)).sum().backward();
            }
            assertThat(x.gradient().orElseThrow().floats()).containsExactly(7);
        }
    }

    @Test
    @Timeout(30)
    void computationsDivideTheCoresAndTheLastOneGetsThemAll() {
        int cores = Cores.own();
        Cores.keepTo(4);
        try {
            var looked = new CountDownLatch(1);
            Supplier<Integer> first = () -> {
                await(looked);
                return coresOfAnOperation();
            };
            Supplier<Integer> last = () -> {
                int seen = coresOfAnOperation();
                looked.countDown();
                while (coresOfAnOperation() < 4) { // until the first has ended
                    Thread.onSpinWait();
                }
                return seen;
            };

            var seen = SideBySide.run(List.of(last, first));

            assertThat(seen).containsExactly(2, 2);
            assertThat(coresOfAnOperation()).isEqualTo(4);
        } finally {
            Cores.keepTo(cores);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int coresOfAnOperation() {
        try (var scope = Scope.open()) {
            Tensor.zeros(1);
            return JniUtils.getNumThreads();
        }
    }
}
