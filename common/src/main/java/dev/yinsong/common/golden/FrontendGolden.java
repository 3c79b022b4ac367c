package dev.yinsong.common.golden;

import dev.yinsong.common.audio.Fade;
import dev.yinsong.common.audio.KaldiFbank;
import dev.yinsong.common.audio.MelConfig;
import dev.yinsong.common.audio.MelFilters;
import dev.yinsong.common.audio.MelSpectrogram;
import dev.yinsong.common.audio.Spectrogram;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.audio.WhisperLogMel;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TensorFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The front end against a folder of reference tensors.
 *
 * <p>{@code frontend.safetensors} holds, for any NAME, the sound {@code NAME.wav} at {@code NAME.sr} hertz and what should
 * become of it ({@code NAME.wav16000}, {@code NAME.mel}, {@code NAME.whisper_logmel128}, {@code NAME.fbank} …), filter
 * banks ({@code filter.mel22050_80}) and resampled signals ({@code resample16k_22k.in/.out}); {@code fade.safetensors} a
 * cross-fade. Sizes are read from the keys and shapes.
 */
public final class FrontendGolden {

    private static final double RESAMPLED = 2e-6;
    private static final double FILTERS = 3e-9;
    private static final double LOG_MEL = 1e-4;
    private static final double LOG_MEL_TONE = 4e-3;
    private static final double FBANK = 3e-4;
    private static final double FBANK_TONE = 2e-3;
    private static final double BLENDED = 1e-6;

    private static final Pattern RATE = Pattern.compile("(.+)\\.wav(\\d+)");
    private static final Pattern WHISPER = Pattern.compile("(.+)\\.whisper_logmel(\\d+)");
    private static final Pattern FBANKS = Pattern.compile("(.+)\\.(fbank|fbank_meannorm)");
    private static final Pattern MEL = Pattern.compile("(.+)\\.mel");
    private static final Pattern MEL_FILTER = Pattern.compile("filter\\.mel(\\d+)_(\\d+)");
    private static final Pattern WHISPER_FILTER = Pattern.compile("filter\\.whisper_(\\d+)");
    private static final Pattern RESAMPLE = Pattern.compile("(resample(\\d+)k_(\\d+)k)\\.out");
    private static final List<Integer> USUAL_RATES =
            List.of(8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 88200, 96000);

    private final TensorFile golden;
    private final List<GoldenRow> rows = new ArrayList<>();

    private FrontendGolden(TensorFile golden) {
        this.golden = golden;
    }

    /** Rows for whichever of {@code frontend.safetensors} and {@code fade.safetensors} the folder has. */
    public static List<GoldenRow> compare(Path folder) {
        var rows = new ArrayList<GoldenRow>();
        var frontend = folder.resolve("frontend.safetensors");
        if (Files.exists(frontend)) {
            rows.addAll(new FrontendGolden(SafeTensors.open(frontend)).frontend());
        }
        var fade = folder.resolve("fade.safetensors");
        if (Files.exists(fade)) {
            rows.add(fade(SafeTensors.open(fade)));
        }
        return rows;
    }

    private List<GoldenRow> frontend() {
        for (var key : golden.names()) {
            row(key).ifPresent(rows::add);
        }
        return rows;
    }

    private Optional<GoldenRow> row(String key) {
        Matcher match;
        if ((match = RATE.matcher(key)).matches()) {
            var resampled = wav(match.group(1)).at(number(match, 2));
            return Optional.of(against(key, resampled.samples(), RESAMPLED));
        }
        if ((match = WHISPER.matcher(key)).matches()) {
            var sound = sound(match.group(1), WhisperLogMel.SAMPLE_RATE);
            var logMel = new WhisperLogMel(number(match, 2)).apply(sound);
            return Optional.of(
                    logs(key, logMel.transposed(), logMel.transposed(), isTone(sound) ? LOG_MEL_TONE : LOG_MEL));
        }
        if ((match = FBANKS.matcher(key)).matches()) {
            return Optional.of(fbank(
                    key,
                    sound(match.group(1), KaldiFbank.SAMPLE_RATE),
                    match.group(2).endsWith("meannorm")));
        }
        if ((match = MEL.matcher(key)).matches()) {
            var config = melConfig((int) golden.tensor(key).shape()[1]);
            var sound = sound(match.group(1), config.sampleRate());
            var mel = new MelSpectrogram(config).apply(sound);
            return Optional.of(logs(key, mel.transposed(), mel.transposed(), isTone(sound) ? LOG_MEL_TONE : LOG_MEL));
        }
        if ((match = RESAMPLE.matcher(key)).matches()) {
            var in = golden.tensor(match.group(1) + ".in").floats();
            var resampled = new Waveform(in, rate(match, 2)).at(rate(match, 3));
            return Optional.of(against(key, resampled.samples(), RESAMPLED));
        }
        return filters(key)
                .map(filters -> GoldenRow.compare(
                        "frontend " + key, filters.matrix(), golden.tensor(key).doubles(), FILTERS));
    }

    private Optional<MelFilters> filters(String key) {
        int fftSize = (int) golden.tensor(key).shape()[golden.tensor(key).shape().length - 1] * 2 - 2;
        var mel = MEL_FILTER.matcher(key);
        if (mel.matches()) {
            int rate = number(mel, 1);
            return Optional.of(MelFilters.slaney(rate, fftSize, number(mel, 2), 0, Math.min(8000, rate / 2.0)));
        }
        var whisper = WHISPER_FILTER.matcher(key);
        if (whisper.matches()) {
            int rate = WhisperLogMel.SAMPLE_RATE;
            return Optional.of(MelFilters.slaney(rate, fftSize, number(whisper, 1), 0, rate / 2.0));
        }
        return Optional.empty();
    }

    private GoldenRow fbank(String key, Waveform sound, boolean centred) {
        int bins = (int) golden.tensor(key).shape()[1];
        Spectrogram fbank = new KaldiFbank(bins).apply(sound);
        var values = (centred ? fbank.minusMeanOverTime() : fbank).values();
        return logs(key, values, fbank.values(), isTone(sound) ? FBANK_TONE : FBANK);
    }

    /** CosyVoice's settings, with the rate and the count that the file's own filter bank names, if it has one. */
    private MelConfig melConfig(int mels) {
        var usual = MelConfig.cosyVoice();
        for (var key : golden.names()) {
            var match = MEL_FILTER.matcher(key);
            if (match.matches() && number(match, 2) == mels) {
                int rate = number(match, 1);
                int fftSize = (int) golden.tensor(key).shape()[1] * 2 - 2;
                return new MelConfig(rate, fftSize, fftSize / 4, fftSize, mels, 0, Math.min(8000, rate / 2.0));
            }
        }
        return new MelConfig(
                usual.sampleRate(), usual.fftSize(), usual.hop(), usual.window(), mels, 0, usual.highest());
    }

    /**
     * Whether most filters see nothing but rounding noise. Single precision leaves about 1e-7 of the loudest bin in every
     * empty one, and its logarithm is then arbitrary: the reference's own error there is some forty times larger.
     */
    private static boolean isTone(Waveform sound) {
        var logMel = new WhisperLogMel(80).apply(sound.at(WhisperLogMel.SAMPLE_RATE));
        float floor = Float.POSITIVE_INFINITY;
        for (float value : logMel.values()) {
            floor = Math.min(floor, value);
        }
        int empty = 0;
        for (float value : logMel.values()) {
            empty += value <= floor + 1e-6f ? 1 : 0;
        }
        return empty > logMel.values().length / 2;
    }

    /** The reference's own resampled sound where the file has it, so that a row blames one step only. */
    private Waveform sound(String name, int sampleRate) {
        var resampled = name + ".wav" + sampleRate;
        return golden.has(resampled)
                ? new Waveform(golden.tensor(resampled).floats(), sampleRate)
                : wav(name).at(sampleRate);
    }

    private Waveform wav(String name) {
        return new Waveform(
                golden.tensor(name + ".wav").floats(),
                golden.tensor(name + ".sr").ints()[0]);
    }

    private GoldenRow against(String key, float[] actual, double tolerance) {
        TensorEntry expected = golden.tensor(key);
        return GoldenRow.compare("frontend " + key, actual, expected.floats(), tolerance);
    }

    private GoldenRow logs(String key, float[] actual, float[] logs, double tolerance) {
        return GoldenRow.compareLogs(
                "frontend " + key, actual, golden.tensor(key).floats(), logs, tolerance);
    }

    private static int number(Matcher match, int group) {
        return Integer.parseInt(match.group(group));
    }

    /** A rate written in whole kilohertz: 22 stands for 22050. */
    private static int rate(Matcher match, int group) {
        int kilohertz = number(match, group);
        return USUAL_RATES.stream()
                .filter(rate -> rate / 1000 == kilohertz)
                .findFirst()
                .orElse(kilohertz * 1000);
    }

    private static GoldenRow fade(TensorFile golden) {
        var next = golden.tensor("fade_in_mel");
        var window = golden.names().stream()
                .filter(name -> name.startsWith("hamming"))
                .findFirst()
                .map(golden::tensor)
                .orElseThrow(() -> new IllegalArgumentException(golden.source() + " has no hamming window"));
        int rows = (int) (next.elements() / next.shape()[next.shape().length - 1]);
        var out = Fade.inAndOut(
                next.floats(), golden.tensor("fade_out_mel").floats(), rows, Fade.hamming(window.elements()));
        return GoldenRow.compare("fade out", out, golden.tensor("out").floats(), BLENDED);
    }
}
