package dev.yinsong.common.blob;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The bytes that the store holds under a blob's name are not the blob's. */
public final class BlobCorrupt extends UncheckedIOException {

    BlobCorrupt(BlobRef blob, Digest found) {
        super(new IOException("blob " + blob.sha256() + " of " + blob.bytes() + " bytes is damaged: found "
                + found.bytes() + " bytes with hash " + found.sha256()));
    }
}
