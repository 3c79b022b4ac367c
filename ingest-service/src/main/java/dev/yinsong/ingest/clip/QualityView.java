package dev.yinsong.ingest.clip;

import dev.yinsong.common.audio.AudioSource;
import dev.yinsong.common.audio.ClipQuality;
import dev.yinsong.common.audio.Measurement;
import dev.yinsong.common.audio.Verdict;
import java.util.List;

/**
 * A quality report as callers see it.
 *
 * @param verdict the worst of all
 * @param source what the recording was
 * @param measurements each with its unit, its verdict and a sentence of advice
 */
public record QualityView(Verdict verdict, AudioSource source, List<Measurement> measurements) {

    static QualityView of(ClipQuality quality) {
        return new QualityView(quality.verdict(), quality.source(), quality.measurements());
    }
}
