package dev.yinsong.synth.speech;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bytes from the thread that makes them to the client that takes them. The thread waits when the client is slow, and
 * hears when the client has hung up.
 */
final class SpeechPipe {

    private final int capacity;
    private final Semaphore room;
    private final Deadline deadline;
    private final UnicastProcessor<byte[]> bytes = UnicastProcessor.create();
    private Runnable begin = () -> {};
    private Runnable hangUp = () -> {};
    private volatile boolean begun;
    private volatile boolean hungUp;

    /**
     * An empty pipe.
     *
     * @param capacity how many bytes may be under way
     * @param deadline how long a slow client is waited for
     */
    SpeechPipe(int capacity, Deadline deadline) {
        this.capacity = capacity;
        this.room = new Semaphore(capacity);
        this.deadline = deadline;
    }

    /** Says what to do before the first bytes are put in, and when the client hangs up. To be called before {@link #put}. */
    SpeechPipe on(Runnable begin, Runnable hangUp) {
        this.begin = begin;
        this.hangUp = hangUp;
        return this;
    }

    /** Whether anything was put in. */
    boolean begun() {
        return begun;
    }

    /** Whether the client has hung up: it takes nothing any more. */
    boolean hungUp() {
        return hungUp;
    }

    /**
     * Puts bytes in, for one thread; waits while the client has yet to take what came before.
     *
     * @throws CancellationException when the client has hung up
     * @throws DeadlinePassed when the deadline passed while it was waited for
     */
    void put(byte[] chunk) {
        if (!begun) {
            begun = true;
            begin.run();
        }
        takeRoom(Math.min(chunk.length, capacity));
        bytes.onNext(chunk);
    }

    private void takeRoom(int size) {
        try {
            boolean taken = room.tryAcquire(size, deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            if (hungUp) {
                throw new CancellationException("the client hung up");
            }
            if (!taken) {
                throw new DeadlinePassed(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the client was slow");
        }
    }

    /** All was put in. */
    void end() {
        bytes.onComplete();
    }

    /** All was put in but these few bytes, which need no room: a slow client, too, has to hear of the end. */
    void end(byte[] last) {
        if (!hungUp) {
            bytes.onNext(last);
            bytes.onComplete();
        }
    }

    /** There will be no more, and what there was is not all. */
    void fail(Throwable failure) {
        if (!hungUp) {
            bytes.onError(failure);
        }
    }

    /** What the client takes; for one subscriber. */
    Multi<byte[]> body() {
        return bytes.onItem()
                .invoke(chunk -> room.release(Math.min(chunk.length, capacity)))
                .onCancellation()
                .invoke(this::leave);
    }

    private void leave() {
        hungUp = true;
        room.release(capacity); // who waits for room shall notice
        hangUp.run();
    }
}
