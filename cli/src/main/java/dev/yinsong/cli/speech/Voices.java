package dev.yinsong.cli.speech;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.client.SynthClient.SpeakingVoice;
import dev.yinsong.cli.client.Voice;
import dev.yinsong.cli.terminal.Table;
import dev.yinsong.cli.terminal.Terminal;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists voices: trained ones, speakers of the base model, and those that only have clips yet. */
@Command(name = "voices", description = "List the voices.", mixinStandardHelpOptions = true)
public final class Voices implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public Voices(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var known = addresses.ingest().voices().stream().collect(Collectors.toMap(Voice::id, voice -> voice));
        var speaking = addresses.synth().voices().stream().collect(Collectors.toMap(SpeakingVoice::id, voice -> voice));
        var names = new TreeMap<String, String>();
        known.keySet().forEach(name -> names.put(name, name));
        speaking.keySet().forEach(name -> names.put(name, name));
        if (names.isEmpty()) {
            terminal.line("No voices yet. Make one with: ./yinsong clips add VOICE FOLDER");
            return 0;
        }
        var table = new Table("VOICE", "LANGUAGE", "CLIPS", "SPEECH", "SPEAKS");
        for (var name : names.keySet()) {
            var voice = known.get(name);
            var spoken = speaking.get(name);
            table.row(
                    name,
                    voice == null ? "-" : voice.language(),
                    voice == null ? "-" : Long.toString(voice.clips()),
                    voice == null ? "-" : String.format(Locale.ROOT, "%.1f s", voice.seconds()),
                    speaks(spoken));
        }
        table.print(terminal);
        return 0;
    }

    private static String speaks(@Nullable SpeakingVoice voice) {
        if (voice == null) {
            return "not yet";
        }
        return voice.kind().equals("base") ? "as the base model does" : "version " + voice.version();
    }
}
