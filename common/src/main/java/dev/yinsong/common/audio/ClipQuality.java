package dev.yinsong.common.audio;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A clip's report: each property, measured and judged.
 *
 * @param source what the recording was
 * @param measurements the most telling first
 */
public record ClipQuality(AudioSource source, List<Measurement> measurements) {

    public ClipQuality {
        measurements = List.copyOf(measurements);
    }

    /** This report with one more measurement, in place of one of the same name. */
    public ClipQuality with(Measurement measurement) {
        var others = measurements.stream().filter(known -> !known.name().equals(measurement.name()));
        return new ClipQuality(
                source, Stream.concat(others, Stream.of(measurement)).toList());
    }

    /** The worst verdict of all. */
    public Verdict verdict() {
        return measurements.stream()
                .map(Measurement::verdict)
                .max(Enum::compareTo)
                .orElse(Verdict.OK);
    }

    /** The first property for which the clip cannot be used. */
    public Optional<Measurement> rejection() {
        return measurements.stream()
                .filter(measurement -> measurement.verdict() == Verdict.REJECT)
                .findFirst();
    }

    /** A property by its name. */
    public Optional<Measurement> measurement(String name) {
        return measurements.stream()
                .filter(measurement -> measurement.name().equals(name))
                .findFirst();
    }
}
