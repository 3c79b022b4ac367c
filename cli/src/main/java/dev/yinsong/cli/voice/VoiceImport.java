package dev.yinsong.cli.voice;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.clip.ClipFolder;
import dev.yinsong.cli.project.Project;
import dev.yinsong.cli.terminal.Terminal;
import dev.yinsong.common.audio.AudioDecoder;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.speech.SpeakerEncoder;
import dev.yinsong.common.speech.SpeakerSimilarity;
import dev.yinsong.cosyvoice.checkpoint.BadVoice;
import dev.yinsong.cosyvoice.checkpoint.SeedCheckpoint;
import dev.yinsong.cosyvoice.checkpoint.VoiceArchive;
import dev.yinsong.cosyvoice.checkpoint.VoiceCard;
import dev.yinsong.cosyvoice.checkpoint.VoiceCardBuilder;
import dev.yinsong.cosyvoice.checkpoint.VoiceFolder;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.MelNorm;
import dev.yinsong.cosyvoice.config.Network;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a voice over that was trained elsewhere. */
@Command(
        name = "import",
        description =
                "Make files of a voice the next version of a voice here. PATH is a folder with an adapter in PEFT's "
                        + "shape, a folder with merged networks (llm.pt and flow.pt, or as the seed project names them: "
                        + "llm_merged.pt, llm_merged_joint.pt and flow's likewise), a Lightning checkpoint (.ckpt) of the seed "
                        + "project, or a voice archive (.zip). Everything is checked against the base model, and what the trainer "
                        + "stored is compared with what was sent.",
        mixinStandardHelpOptions = true)
public final class VoiceImport implements Callable<Integer> {

    private static final int LONGEST_CLIP = 600; // seconds

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "NAME", description = "The voice here, which is made if there is none.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "PATH", description = "What to take over.")
    private @Nullable Path path;

    @Option(
            names = "--clips",
            paramLabel = "DIR",
            description = "Recordings of the speaker, for files that hold no speaker vector.")
    private @Nullable Path clips;

    @Option(names = "--llm-rank", paramLabel = "R", defaultValue = "8", description = "Of a merged LLM (default: 8).")
    private int llmRank;

    @Option(names = "--flow-rank", paramLabel = "R", defaultValue = "16", description = "Of a merged flow (16).")
    private int flowRank;

    @Option(names = "--scale", paramLabel = "X", defaultValue = "2", description = "α/r of a .ckpt (default: 2).")
    private double scale;

    @Option(
            names = "--mel-norm",
            paramLabel = "MEAN,DEV",
            split = ",",
            description = "How the flow's mel was normalised in training, such as -6,2 in the seed project.")
    private double @Nullable [] melNorm;

    @Option(names = "--language", description = "Of the voice's clips, such as en or zh (default: what the files say).")
    private @Nullable String language;

    @Option(names = "--candidate", description = "Only keep it; the version that speaks goes on speaking.")
    private boolean candidate;

    @Option(names = "--model", paramLabel = "DIR", description = "The base model (default: models/nano).")
    private @Nullable Path model;

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public VoiceImport(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var base = ModelDirectory.open(model == null ? Project.nano() : model);
        var contents = contents(Objects.requireNonNull(path), base);
        contents.adapter().requireFits(CosyVoiceConfig.read(base.yaml()));
        var voice = new VoiceArchive(contents.adapter(), card(contents.card(), base));

        var trainer = addresses.trainer();
        int number = trainer.importVoice(name, voice.bytes(), !candidate);
        requireSame(voice, trainer.archive(name, number));
        terminal.line("Took " + path + " over as version " + number + " of " + name + ", voice hash "
                + voice.voiceHash() + "." + (candidate ? " It is a candidate." : " It speaks from now on."));
        return 0;
    }

    private VoiceFolder.Contents contents(Path from, ModelDirectory base) throws IOException {
        if (Files.isDirectory(from)) {
            return VoiceFolder.read(from, base, Map.of(Network.LLM, llmRank, Network.FLOW, flowRank));
        }
        if (!Files.exists(from)) {
            throw new FileNotFoundException("There is no " + from + ".");
        }
        if (from.toString().endsWith(".zip")) {
            var archive = VoiceArchive.read(from);
            return new VoiceFolder.Contents(archive.adapter(), Optional.of(archive.card()));
        }
        return new VoiceFolder.Contents(SeedCheckpoint.read(from, scale, base), Optional.empty());
    }

    /** What came with the voice, or what is known of it otherwise. */
    private VoiceCard card(Optional<VoiceCard> sent, ModelDirectory base) throws IOException {
        if (sent.isPresent() && !sent.get().baseHash().equals(base.hash())) {
            throw new BadVoice("The voice belongs to the base model "
                    + sent.get().baseHash() + ", and " + base + " is " + base.hash() + ". Name its own with --model.");
        }
        var card = sent.isPresent() ? sent.get().rewritten() : unsent(base);
        if (melNorm != null) {
            card.melNorm(norm(melNorm));
        }
        if (language != null) {
            card.language(language);
        }
        return card.build();
    }

    private VoiceCardBuilder unsent(ModelDirectory base) throws IOException {
        var file = String.valueOf(Objects.requireNonNull(path).getFileName());
        return VoiceCard.of(name, 1, base.hash(), speaker(base)).settings(Map.of("importedFrom", file));
    }

    private static MelNorm norm(double[] values) {
        if (values.length != 2) {
            throw new BadVoice("--mel-norm takes a mean and a deviation, such as -6,2");
        }
        return new MelNorm(values[0], values[1]);
    }

    private float[] speaker(ModelDirectory base) throws IOException {
        if (clips == null) {
            throw new BadVoice(
                    path + " holds no speaker vector. Name a folder with recordings of the speaker: --clips DIR");
        }
        var vectors = new ArrayList<float[]>();
        try (var encoder = new SpeakerEncoder(base.speakerEncoder())) {
            for (var recording : ClipFolder.recordings(clips)) {
                vectors.add(encoder.embed(
                        AudioDecoder.decode(recording, LONGEST_CLIP).sound()));
            }
        }
        if (vectors.isEmpty()) {
            throw new FileNotFoundException("There is no recording in " + clips + ".");
        }
        return SpeakerSimilarity.mean(vectors);
    }

    private void requireSame(VoiceArchive sent, byte[] stored) throws IOException {
        var file = Files.createTempFile("yinsong-voice", ".zip");
        try {
            Files.write(file, stored);
            if (!VoiceArchive.read(file).voiceHash().equals(sent.voiceHash())) {
                throw new BadVoice("the trainer stored another voice than was sent");
            }
        } finally {
            Files.delete(file);
        }
    }
}
