package dev.yinsong.ingest.clip;

import jakarta.persistence.Converter;

/** A quality report as JSON in a text column. */
@Converter
class QualityColumn extends JsonColumn<Quality> {

    QualityColumn() {
        super(Quality.class);
    }
}
