package dev.yinsong.cosyvoice.tensor;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One computation of a {@link Team}, in which its members exchange numbers again and again.
 *
 * <p>Whoever comes first waits awake for a moment, since sleeping and being woken takes longer than the others are behind;
 * then asleep, since they may be waiting for this core.
 */
final class Meeting {

    private static final int TURNS = 8000; // some 200 µs

    private final int members;
    private final float[][][] brought; // in even and in odd rounds: nobody is two rounds ahead of another
    private final AtomicIntegerArray rounds; // that each member has come to
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicReferenceArray<@Nullable Thread> asleep;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Meeting(int members) {
        this.members = members;
        this.brought = new float[2][members][];
        this.rounds = new AtomicIntegerArray(members);
        this.asleep = new AtomicReferenceArray<>(members);
    }

    /** A member's part of the computation, from its begin to its end. */
    <T> T attend(Team.Member member, Function<Team.Member, T> work) {
        try (var scope = Scope.open()) {
            try {
                return work.apply(member);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                throw e;
            } finally {
                leave(member.index()); // before the scope frees what the others may still be reading
            }
        }
    }

    /**
     * What all members have brought in this round, in their order; good until this member's next round.
     *
     * @throws CancellationException when another member has failed
     */
    float[][] exchange(int member, float[] part) {
        int round = rounds.get(member) + 1;
        var table = brought[round % 2];
        table[member] = part;
        rounds.set(member, round);
        wake();
        await(member, () -> failure.get() != null || all(round));
        if (!all(round)) {
            throw new CancellationException("another member of the team has failed");
        }
        return table;
    }

    private boolean all(int round) {
        for (int i = 0; i < members; i++) {
            if (rounds.get(i) < round) {
                return false;
            }
        }
        return true;
    }

    private void leave(int member) {
        left.incrementAndGet();
        wake();
        await(member, () -> left.get() == members);
    }

    private void await(int member, BooleanSupplier reached) {
        for (int turn = 0; turn < TURNS; turn++) {
            if (reached.getAsBoolean()) {
                return;
            }
            Thread.onSpinWait();
        }
        asleep.set(member, Thread.currentThread());
        while (!reached.getAsBoolean()) {
            LockSupport.park(this);
        }
        asleep.set(member, null);
    }

    private void wake() {
        for (int i = 0; i < members; i++) {
            LockSupport.unpark(asleep.get(i)); // nothing, where nobody sleeps
        }
    }

    /** Throws what the first member that failed threw, if one did. */
    void rethrow() {
        switch (failure.get()) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {}
        }
    }
}
