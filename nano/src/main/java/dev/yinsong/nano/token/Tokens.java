package dev.yinsong.nano.token;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.nano.feature.Clip;
import dev.yinsong.nano.speaker.SpeakerNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Speech tokens and speaker vectors on disk, one file a voice; a voice whose file is there is not computed again. */
public final class Tokens {

    private final Path folder;

    public Tokens(Path folder) {
        this.folder = folder;
    }

    /** Computes those of a voice's clips. */
    public void make(String voice, List<Clip> clips, Graphs graphs) throws IOException {
        if (Files.exists(file(voice))) {
            return;
        }
        Files.createDirectories(folder);
        var tokens = new ArrayList<int[]>();
        var speakers = new float[clips.size() * SpeakerNet.SIZE];
        var ends = new long[clips.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            tokens.add(graphs.tokens(clips.get(i).whisper()));
            end += tokens.getLast().length;
            ends[i] = end;
            float[] speaker = graphs.speaker(clips.get(i).fbank());
            System.arraycopy(speaker, 0, speakers, i * SpeakerNet.SIZE, SpeakerNet.SIZE);
        }
        int[] all = tokens.stream().flatMapToInt(Arrays::stream).toArray();
        SafeTensors.write(
                file(voice),
                List.of(
                        TensorEntry.of("tokens", all, all.length),
                        TensorEntry.of("ends", ends, ends.length),
                        TensorEntry.of("speakers", speakers, ends.length, SpeakerNet.SIZE)),
                Map.of());
    }

    /** The clips with what was computed of them. */
    public List<Spoken> read(String voice, List<Clip> clips) {
        var file = SafeTensors.open(file(voice));
        int[] all = file.tensor("tokens").ints();
        long[] ends = file.tensor("ends").longs();
        float[] speakers = file.tensor("speakers").floats();
        if (ends.length != clips.size()) {
            throw new IllegalStateException("%s has tokens of %d clips, the features have %d"
                    .formatted(file.source(), ends.length, clips.size()));
        }
        var mean = new float[SpeakerNet.SIZE];
        for (int i = 0; i < speakers.length; i++) {
            mean[i % mean.length] += speakers[i] / ends.length;
        }
        var spoken = new ArrayList<Spoken>();
        for (int i = 0; i < ends.length; i++) {
            int from = i == 0 ? 0 : (int) ends[i - 1];
            spoken.add(new Spoken(
                    clips.get(i),
                    Arrays.copyOfRange(all, from, (int) ends[i]),
                    Arrays.copyOfRange(speakers, i * mean.length, (i + 1) * mean.length),
                    mean));
        }
        return spoken;
    }

    private Path file(String voice) {
        return folder.resolve(voice + ".safetensors");
    }
}
