package dev.yinsong.common.blob;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The store can't be reached, or has no time now: the same may succeed later. */
public final class BlobsAway extends UncheckedIOException {

    BlobsAway(String what, Throwable cause) {
        super(what, new IOException(cause.getMessage(), cause));
    }
}
