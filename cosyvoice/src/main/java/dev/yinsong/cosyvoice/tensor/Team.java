package dev.yinsong.cosyvoice.tensor;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Threads that compute one network together: each a part of every layer's outputs, which they give each other on the way
 * (tensor parallelism: Shoeybi et al., Megatron-LM, 2019).
 *
 * <p>libtorch shares out each operation by itself, and waking the other cores for it takes as long as many operations on
 * a few rows do. Members of a team keep to one core each and stay awake until the whole computation is done.
 *
 * <p>Runs one computation at a time; close it to end its threads.
 */
public final class Team implements AutoCloseable {

    /**
     * One of the threads.
     *
     * @param index from 0
     * @param count of the team
     */
    public record Member(Team team, int index, int count) {

        /** This member's part of a dimension, as equal to the others' as can be. */
        public Tensor part(Tensor x, int dim) {
            int size = x.size(dim);
            return count == 1 ? x : x.slice(dim, from(size), to(size));
        }

        /** Where this member's part of so many things begins. */
        public int from(int size) {
            return from(index, size);
        }

        /** Where this member's part of so many things ends. */
        public int to(int size) {
            return from(index + 1, size);
        }

        /** Where another member's part of so many things begins. */
        public int from(int other, int size) {
            return (int) ((long) size * other / count);
        }

        /**
         * The parts that all members have, in their order. Called by all of them alike.
         *
         * @return good until this member's next call; so nobody writes to what it has brought before its next call but one
         */
        public float[][] parts(float[] part) {
            return count == 1 ? new float[][] {part} : team.meeting.exchange(index, part);
        }
    }

    private static final ThreadFactory THREADS =
            Thread.ofPlatform().daemon().name("team-", 0).factory();

    private final List<Member> members;
    private final ExecutorService threads;
    private volatile Meeting meeting = new Meeting(0);

    /** A team of so many threads; one alone is the caller's. */
    public Team(int size) {
        this.members = IntStream.range(0, size)
                .mapToObj(index -> new Member(this, index, size))
                .toList();
        this.threads = Executors.newFixedThreadPool(size, Team::thread);
    }

    /** As many threads as an operation is shared among, if they can share so many things evenly; else fewer. */
    public static Team sharing(int things) {
        int size = Runtime.device() == Device.CUDA ? 1 : Math.min(Cores.own(), things);
        while (things % size != 0) {
            size--;
        }
        return new Team(size);
    }

    private static Thread thread(Runnable work) {
        return THREADS.newThread(() -> {
            Cores.keepTo(1);
            work.run();
        });
    }

    public List<Member> members() {
        return members;
    }

    /**
     * Runs a computation on all members and waits for all.
     *
     * @param work what each does; tensors that it makes are freed
     * @return what the first member made
     */
    public <T> T run(Function<Member, T> work) {
        if (members.size() == 1) {
            try (var scope = Scope.open()) {
                return work.apply(members.getFirst());
            }
        }
        var begun = new Meeting(members.size());
        meeting = begun;
        var made = members.stream()
                .map(member -> CompletableFuture.supplyAsync(() -> begun.attend(member, work), threads))
                .toList();
        made.forEach(other -> other.exceptionally(failure -> null).join());
        begun.rethrow();
        return made.getFirst().join();
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
