package dev.yinsong.cosyvoice.lm;

import dev.yinsong.cosyvoice.config.LlmConfig;
import dev.yinsong.cosyvoice.nn.Parameters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the utterances of all speakers together, one token of each at a step, on a thread of its own (continuous
 * batching, as Orca: Yu et al., 2022). An utterance joins and leaves between any two steps.
 *
 * <p>A step reads every weight of the base once, whoever speaks, which is most of its cost; what makes a voice is added
 * row by row. The tokens of an utterance do not depend on who else is in the batch: see {@link SpeechLm#next}. The
 * weights are kept a second time, in the order in which they are read.
 */
public final class BatchedDecoder implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BatchedDecoder.class);

    private final SharedLm lm;
    private final int most;
    private final Deque<TokenStream> waiting = new ArrayDeque<>(); // guarded by this
    private final List<TokenStream> rows = new ArrayList<>(); // the thread's own
    private @Nullable Thread thread; // guarded by this
    private boolean closed; // guarded by this
    private volatile @Nullable Throwable failure;

    /**
     * A decoder of the voices of one base.
     *
     * @param base the language model's weights
     * @param most utterances in a batch; further ones wait for a place
     */
    public BatchedDecoder(Parameters base, LlmConfig config, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a batch has at least 1 utterance, not " + most);
        }
        this.lm = SharedLm.of(base, config);
        this.most = most;
    }

    /**
     * Takes over an utterance whose prompt has been read, and closes it when it has ended.
     *
     * @param unwanted asked before every step; true ends the utterance
     */
    public synchronized TokenStream join(Decoding decoding, BooleanSupplier unwanted) {
        if (closed) {
            decoding.close();
            throw new IllegalStateException("the decoder is closed", failure);
        }
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("decoder").start(this::run);
        }
        var stream = new TokenStream(decoding, unwanted);
        waiting.add(stream);
        notifyAll();
        return stream;
    }

    private void run() {
        try (lm) {
            while (admit()) {
                dismissUnwanted(rows.iterator());
                draw();
                step();
            }
        } catch (RuntimeException | Error e) {
            failure = e;
            LOG.fatal("an error ended the decoder: nothing can be spoken any more", e);
        } finally {
            abandon();
        }
    }

    /** Nobody waits for a thread that has ended, be it by an error. */
    private synchronized void abandon() {
        closed = true;
        rows.addAll(waiting);
        waiting.clear();
        rows.forEach(row -> row.leave(whyNoMore()));
        rows.clear();
    }

    private RuntimeException whyNoMore() {
        var reason = failure;
        return reason == null
                ? new CancellationException("the decoder has stopped")
                : new IllegalStateException("an error ended the decoder", reason);
    }

    /** What ended the decoder before it was closed, if anything did: an error that is not of one utterance or one step. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Lets those in who wait, and waits for somebody to speak; false when there is nothing to do any more. */
    private synchronized boolean admit() {
        while (!closed && rows.isEmpty() && waiting.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                closed = true; // nobody interrupts this thread but to end it
            }
        }
        dismissUnwanted(waiting.iterator());
        while (rows.size() < most && !waiting.isEmpty()) {
            rows.add(waiting.remove());
        }
        return !closed;
    }

    private static void dismissUnwanted(Iterator<TokenStream> streams) {
        while (streams.hasNext()) {
            var stream = streams.next();
            if (stream.isUnwanted()) {
                streams.remove();
                stream.leave(new CancellationException("unwanted"));
            }
        }
    }

    /** Draws a token of each; who has ended leaves. A failure is that of one utterance alone. */
    private void draw() {
        for (var streams = rows.iterator(); streams.hasNext(); ) {
            var stream = streams.next();
            try {
                if (stream.decoding().draw()) {
                    stream.offer(stream.decoding().last());
                } else {
                    streams.remove();
                    stream.leave(null);
                }
            } catch (RuntimeException e) {
                streams.remove();
                stream.leave(e);
            }
        }
    }

    /** Computes the scores of everybody's next token. */
    private void step() {
        if (rows.isEmpty()) {
            return;
        }
        try {
            lm.step(rows.stream().map(TokenStream::decoding).toList());
        } catch (RuntimeException e) {
            rows.forEach(row -> row.leave(new IllegalStateException("decoding failed", e)));
            rows.clear();
        }
    }

    /** Ends every utterance, and waits until the step that may be running is over. */
    @Override
    public void close() {
        var running = end();
        if (running != null) {
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the decoder was ending", e);
            }
        }
    }

    private synchronized @Nullable Thread end() {
        closed = true;
        notifyAll();
        return thread;
    }
}
