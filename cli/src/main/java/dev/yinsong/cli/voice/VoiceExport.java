package dev.yinsong.cli.voice;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.project.Project;
import dev.yinsong.cli.terminal.Terminal;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.cosyvoice.checkpoint.BadVoice;
import dev.yinsong.cosyvoice.checkpoint.VoiceArchive;
import dev.yinsong.cosyvoice.checkpoint.VoiceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a version of a voice as files for other programs. */
@Command(
        name = "export",
        description = "Write a version of a voice into a folder: as llm.pt and flow.pt that unmodified CosyVoice loads "
                + "(upstream), or as an adapter in PEFT's shape (peft). What was written is read again and compared.",
        mixinStandardHelpOptions = true)
public final class VoiceExport implements Callable<Integer> {

    /** What the files are for. */
    enum Format {
        UPSTREAM,
        PEFT
    }

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VOICE[@N]", description = "The voice, and the version if not the current.")
    private String name = "";

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "upstream", description = "upstream or peft.")
    private Format format = Format.UPSTREAM;

    @Option(names = "-o", required = true, paramLabel = "DIR", description = "Gets the files; made if need be.")
    private @Nullable Path folder;

    @Option(names = "--model", paramLabel = "DIR", description = "The base model (default: models/nano).")
    private @Nullable Path model;

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public VoiceExport(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var version = VersionName.of(name);
        var trainer = addresses.trainer();
        int number = version.resolve(trainer);
        var voice = archive(trainer.archive(version.voice(), number));
        var into = Objects.requireNonNull(folder);
        switch (format) {
            case PEFT -> VoiceFolder.writePeft(voice, into);
            case UPSTREAM -> {
                var base = ModelDirectory.open(model == null ? Project.nano() : model);
                requireBase(voice, base);
                VoiceFolder.writeUpstream(base, voice, into);
            }
        }
        terminal.line(String.format(
                Locale.ROOT,
                "Wrote version %d of %s into %s (%s), voice hash %s.",
                number,
                version.voice(),
                into,
                format.name().toLowerCase(Locale.ROOT),
                voice.voiceHash()));
        return 0;
    }

    private static VoiceArchive archive(byte[] zip) throws IOException {
        var file = Files.createTempFile("yinsong-voice", ".zip");
        try {
            Files.write(file, zip);
            return VoiceArchive.read(file);
        } finally {
            Files.delete(file);
        }
    }

    private static void requireBase(VoiceArchive voice, ModelDirectory base) {
        if (!voice.card().baseHash().equals(base.hash())) {
            throw new BadVoice(
                    "The voice belongs to the base model " + voice.card().baseHash() + ", and " + base + " is "
                            + base.hash() + ". Name its own with --model.");
        }
    }
}
