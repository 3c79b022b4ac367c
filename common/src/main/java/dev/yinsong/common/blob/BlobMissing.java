package dev.yinsong.common.blob;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;

/** The store has no such blob. */
public final class BlobMissing extends UncheckedIOException {

    BlobMissing(BlobRef blob) {
        super(new FileNotFoundException("there is no blob " + blob.sha256() + ", said to be at " + blob.uri()));
    }
}
