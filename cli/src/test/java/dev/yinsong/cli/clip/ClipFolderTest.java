package dev.yinsong.cli.clip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipFolderTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void findsTextsWhoseEndingIsInCapitals() throws IOException {
        var recording = write("CLIP1.WAV", "sound");
        var text = write("CLIP1.TXT", "One.");

        assertThat(ClipFolder.clips(folder)).containsExactly(new LocalClip(recording, "One."));
        assertThat(ClipFolder.transcript(recording)).isEqualTo(text);
    }

    @Test
    void readsTextsWithoutTheMarkThatEditorsPutBeforeThem() throws IOException {
        var recording = write("1.wav", "sound");
        write("1.txt", "\uFEFFOne.");

        assertThat(ClipFolder.clips(folder)).containsExactly(new LocalClip(recording, "One."));
    }

    @Test
    void readsMetadataInCapitalsAndWithAMark() throws IOException {
        var recording = write("1.wav", "sound");
        write("METADATA.CSV", "\uFEFF1|One.\n");

        assertThat(ClipFolder.clips(folder)).containsExactly(new LocalClip(recording, "One."));
    }

    @Test
    void takesTheTextBesideARecordingThatMetadataDoesNotKnow() throws IOException {
        var known = write("1.wav", "sound");
        var unknown = write("2.wav", "sound");
        var silent = write("3.wav", "sound");
        write("metadata.csv", "1|One.\n");
        write("1.txt", "Something else.");
        write("2.txt", "Two.");

        assertThat(ClipFolder.clips(folder))
                .containsExactly(
                        new LocalClip(known, "One."), new LocalClip(unknown, "Two."), new LocalClip(silent, ""));
    }

    @Test
    void leavesOutWhatMacOsPutsBesideAFile() throws IOException {
        var recording = write("1.wav", "sound");
        write("._1.wav", "attributes");
        write("._1.txt", "attributes");

        assertThat(ClipFolder.recordings(folder)).containsExactly(recording);
        assertThat(ClipFolder.clips(folder)).containsExactly(new LocalClip(recording, ""));
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
