package dev.yinsong.ingest.clip;

import dev.yinsong.common.blob.BlobRef;
import jakarta.persistence.Converter;

/** A blob's reference as JSON in a text column. */
@Converter
class BlobRefColumn extends JsonColumn<BlobRef> {

    BlobRefColumn() {
        super(BlobRef.class);
    }
}
