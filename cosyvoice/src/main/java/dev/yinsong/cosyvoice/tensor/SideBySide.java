package dev.yinsong.cosyvoice.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Computations that do not need each other, at the same time.
 *
 * <p>An operation on small tensors keeps one core busy however many there are; two such operations keep two. They divide the
 * cores among them, for operations that each want all of them wait for each other's threads. Where a
 * {@link Tape} is open, and on a GPU, which queues its operations and has one generator for all, they run one after the
 * other.
 */
public final class SideBySide {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("tensors-", 0).factory());

    private SideBySide() {}

    /**
     * What each computation makes, in their order; it belongs to the current scope. The first runs on this thread, the
     * others on threads of their own.
     */
    public static List<Tensor> of(List<? extends Supplier<Tensor>> computations) {
        var made = run(computations.stream()
                .map(computation -> (Supplier<Tensor>) () -> {
                    try (var scope = Scope.open()) {
                        return scope.detach(computation.get());
                    }
                })
                .toList());
        made.forEach(Scope.current()::add);
        return made;
    }

    /**
     * Runs all and waits for all, though one should fail; of several failures the first in their order is thrown.
     *
     * @return their results, in their order
     */
    public static <T> List<T> run(List<? extends Supplier<T>> works) {
        if (works.size() < 2 || Tape.isOpen() || Runtime.device() == Device.CUDA) {
            return works.stream().<T>map(Supplier::get).toList();
        }
        var share = new Cores.Share(works.size());
        var others = works.stream()
                .skip(1)
                .map(work -> CompletableFuture.<T>supplyAsync(() -> share.run(work), THREADS))
                .toList();
        var results = new ArrayList<T>();
        try {
            results.add(share.run(works.getFirst()));
        } finally {
            others.forEach(other -> other.exceptionally(failure -> null).join()); // they read what the caller frees
        }
        others.forEach(other -> results.add(result(other)));
        return results;
    }

    private static <T> T result(CompletableFuture<T> done) {
        try {
            return done.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }
}
