package dev.yinsong.ingest.clip;

import dev.yinsong.common.audio.ClipQuality;
import jakarta.persistence.Converter;

/** A quality report as JSON in a text column. */
@Converter
class QualityColumn extends JsonColumn<ClipQuality> {

    QualityColumn() {
        super(ClipQuality.class);
    }
}
