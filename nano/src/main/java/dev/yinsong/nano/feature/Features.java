package dev.yinsong.nano.feature;

import dev.yinsong.common.audio.KaldiFbank;
import dev.yinsong.common.audio.MelConfig;
import dev.yinsong.common.audio.MelSpectrogram;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.audio.WhisperLogMel;
import dev.yinsong.common.tensorfile.DType;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.nano.corpus.Corpus;
import dev.yinsong.nano.corpus.Phone;
import dev.yinsong.nano.corpus.Teacher;
import dev.yinsong.nano.corpus.Utterance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Features of the corpus, one safetensors file a voice; a voice whose file is there is not computed again. */
public final class Features {

    private static final List<String> KINDS = List.of("whisper", "mel", "fbank", "pitch", "sound");

    private final Path folder;
    private final WhisperLogMel whisper = new WhisperLogMel(Clip.WHISPER);
    private final MelSpectrogram mel = new MelSpectrogram(MelConfig.cosyVoice());
    private final KaldiFbank fbank = new KaldiFbank(Clip.FBANK);

    public Features(Path folder) {
        this.folder = folder;
    }

    /** Computes what is missing. */
    public void make(Corpus corpus, List<Teacher> teachers) throws IOException {
        Files.createDirectories(folder);
        for (Teacher teacher : teachers) {
            if (!Files.exists(file(teacher.name()))) {
                write(teacher.name(), corpus.read(teacher.name()));
            }
        }
    }

    /** Every clip of a voice, in order of the ids. */
    public List<Clip> read(String voice) {
        var file = SafeTensors.open(file(voice));
        long[] ends = file.tensor("ends").longs(); // [clips, kinds], in 16-bit values
        var clips = new ArrayList<Clip>();
        String[] rows = file.metadata().getOrDefault("clips", "").split("\n");
        for (int i = 0; i < rows.length; i++) {
            String[] row = rows[i].split("\t", -1);
            var parts = new ByteBuffer[KINDS.size()];
            for (int k = 0; k < parts.length; k++) {
                int from = i == 0 ? 0 : (int) ends[(i - 1) * parts.length + k] * 2;
                int to = (int) ends[i * parts.length + k] * 2;
                parts[k] =
                        file.tensor(KINDS.get(k)).data().slice(from, to - from).order(ByteOrder.LITTLE_ENDIAN);
            }
            clips.add(new Clip(
                    voice,
                    row[0],
                    row[1],
                    Phone.parse(row[2]),
                    new Clip.Parts(parts[0], parts[1], parts[2], parts[3], parts[4])));
        }
        return clips;
    }

    private void write(String voice, List<Utterance> utterances) {
        var usable = utterances.stream().filter(u -> u.seconds() > 0.4).toList();
        var computed = usable.parallelStream().map(this::compute).toList();
        var ends = new long[computed.size() * KINDS.size()];
        var tensors = new ArrayList<TensorEntry>();
        for (int k = 0; k < KINDS.size(); k++) {
            long end = 0;
            for (int i = 0; i < computed.size(); i++) {
                end += computed.get(i)[k].length;
                ends[i * KINDS.size() + k] = end;
            }
            var all = ByteBuffer.allocate(Math.toIntExact(end * 2)).order(ByteOrder.LITTLE_ENDIAN);
            for (short[][] clip : computed) {
                all.asShortBuffer().put(clip[k]);
                all.position(all.position() + clip[k].length * 2);
            }
            var type = KINDS.get(k).equals("sound") ? DType.I16 : DType.F16;
            tensors.add(new TensorEntry(KINDS.get(k), type, new long[] {end}, all.flip()));
        }
        tensors.add(TensorEntry.of("ends", ends, computed.size(), KINDS.size()));
        var rows = usable.stream()
                .map(u -> u.id() + "\t" + u.text() + "\t"
                        + String.join(
                                " ", u.phones().stream().map(Phone::toString).toList()))
                .toList();
        SafeTensors.write(file(voice), tensors, Map.of("clips", String.join("\n", rows)));
    }

    private short[][] compute(Utterance utterance) {
        var sound = new Waveform(utterance.samples(), Utterance.SAMPLE_RATE);
        var wide = sound.at(Clip.SAMPLE_RATE);
        int frames = wide.samples().length / Clip.HOP;
        wide = wide.slice(0, frames * Clip.HOP);
        float[] frontEnd = whisper.apply(sound).values();
        int even = frontEnd.length / Clip.WHISPER / 2 * 2 * Clip.WHISPER;
        var samples = new short[wide.samples().length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(Math.clamp(wide.samples()[i], -1f, 1f) * 32767f);
        }
        return new short[][] {
            halves(Arrays.copyOf(frontEnd, even)),
            halves(mel.apply(wide).values()),
            halves(fbank.apply(sound).values()),
            halves(PitchTracker.track(sound, frames)),
            samples
        };
    }

    private static short[] halves(float[] values) {
        var halves = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            halves[i] = Float.floatToFloat16(values[i]);
        }
        return halves;
    }

    private Path file(String voice) {
        return folder.resolve(voice + ".safetensors");
    }
}
