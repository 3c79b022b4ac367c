package dev.yinsong.common.audio;

import java.util.Locale;

/**
 * One property of a clip and what it means.
 *
 * @param name a stable word: {@code seconds}, {@code sample_rate} …
 * @param value in {@code unit}
 * @param unit s, Hz, dBFS, LUFS, dB, % or nothing for a count
 * @param verdict whether the clip can be used
 * @param advice a sentence for the speaker; empty where all is well
 */
public record Measurement(String name, double value, String unit, Verdict verdict, String advice) {

    static Measurement ok(String name, double value, String unit) {
        return new Measurement(name, value, unit, Verdict.OK, "");
    }

    static Measurement warn(String name, double value, String unit, String advice, Object... values) {
        return new Measurement(name, value, unit, Verdict.WARN, String.format(Locale.ROOT, advice, values));
    }

    static Measurement reject(String name, double value, String unit, String advice, Object... values) {
        return new Measurement(name, value, unit, Verdict.REJECT, String.format(Locale.ROOT, advice, values));
    }
}
