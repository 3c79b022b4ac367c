package dev.yinsong.cosyvoice.lm;

import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one utterance in a batch: the decoder's thread puts them in, the speaker's takes them out. Close it to
 * leave the batch.
 */
public final class TokenStream implements TokenSource, AutoCloseable {

    private final Decoding decoding;
    private final BooleanSupplier unwanted;
    private final BlockingQueue<OptionalInt> tokens = new LinkedBlockingQueue<>(); // as many as the limits allow
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile boolean closing;
    private volatile @Nullable RuntimeException failure;

    TokenStream(Decoding decoding, BooleanSupplier unwanted) {
        this.decoding = decoding;
        this.unwanted = unwanted;
    }

    /**
     * Waits for the next token.
     *
     * @throws CancellationException when the utterance became unwanted
     */
    @Override
    public OptionalInt next() {
        try {
            var token = tokens.take();
            if (token.isEmpty()) {
                tokens.add(token); // the end stays the end
                if (failure != null) {
                    throw failure;
                }
            }
            return token;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a token");
        }
    }

    /** Whether the model itself ended its speech, rather than a limit. */
    public boolean ended() {
        return decoding.ended();
    }

    /** Leaves the batch, and waits until the step that may be running is over: then nothing of the voice is in use. */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        while (true) {
            try {
                left.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true; // the voice must not be freed under a running step
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- the decoder's side

    Decoding decoding() {
        return decoding;
    }

    boolean isUnwanted() {
        return closing || unwanted.getAsBoolean();
    }

    void offer(int token) {
        tokens.add(OptionalInt.of(token));
    }

    /** The last thing that happens to it: nobody decodes it any more. */
    void leave(@Nullable RuntimeException reason) {
        failure = reason;
        decoding.close();
        left.countDown();
        tokens.add(OptionalInt.empty());
    }
}
