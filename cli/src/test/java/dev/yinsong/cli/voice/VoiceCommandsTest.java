package dev.yinsong.cli.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.yinsong.cli.project.Project;
import dev.yinsong.cli.terminal.Printed;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.checkpoint.BadVoice;
import dev.yinsong.cosyvoice.checkpoint.VoiceArchive;
import dev.yinsong.cosyvoice.checkpoint.VoiceCard;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.MelNorm;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.LoraConfig;
import dev.yinsong.cosyvoice.lora.LoraTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VoiceCommandsTest {

    @TempDir
    private Path folder = Path.of("");

    private final Printed printed = new Printed(false);
    private ArchiveShelf trainer;

    @BeforeEach
    void listen() throws IOException {
        trainer = new ArchiveShelf();
    }

    @AfterEach
    void stop() {
        trainer.close();
    }

    @Test
    void takesBackWhatItExportedForUnmodifiedPythonAsTheSameVoice() throws Exception {
        var voice = voiceOfNano();
        trainer.put(voice.bytes());

        run(new VoiceExport(printed.terminal()), "anna", "-o", folder.toString());

        for (var network : Adapter.NETWORKS) {
            var base = TorchFile.open(network.file(ModelDirectory.open(Project.nano())));
            var written = TorchFile.open(folder.resolve(network.key() + ".pt"));
            assertThat(written.names()).isEqualTo(base.names());
            base.tensors()
                    .forEach((name, tensor) ->
                            assertThat(written.tensor(name).shape()).as(name).isEqualTo(tensor.shape()));
        }

        run(new VoiceImport(printed.terminal()), "anna-again", folder.toString());

        assertThat(archive(2).voiceHash()).isEqualTo(voice.voiceHash());
        assertThat(printed.lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("version 1 of anna", voice.voiceHash()),
                        line -> assertThat(line)
                                .contains("version 2 of anna-again", voice.voiceHash(), "speaks from now on"));
    }

    @Test
    void takesAnAdapterInPeftsShapeAsACandidate() throws Exception {
        var voice = voiceOfNano();
        trainer.put(voice.bytes());

        run(new VoiceExport(printed.terminal()), "anna@1", "--format", "peft", "-o", folder.toString());
        run(
                new VoiceImport(printed.terminal()),
                "bea",
                folder.toString(),
                "--candidate",
                "--mel-norm",
                "-6,2",
                "--language",
                "zh");

        assertThat(trainer.requests()).contains("POST /v1/voices/bea/imports?promote=false");
        assertThat(archive(2).card().melNorm()).isEqualTo(new MelNorm(-6, 2));
        assertThat(archive(2).card().language()).isEqualTo("zh");
        assertThat(archive(2).adapter()).usingRecursiveComparison().isEqualTo(voice.adapter());
        assertThat(folder.resolve("llm.pt")).doesNotExist();
    }

    @Test
    void asksForTheSpeakerWhereTheFilesDoNotSay() throws Exception {
        trainer.put(voiceOfNano().bytes());
        run(new VoiceExport(printed.terminal()), "anna", "--format", "peft", "-o", folder.toString());
        Files.delete(folder.resolve("voice.json"));

        assertThatThrownBy(() -> run(new VoiceImport(printed.terminal()), "anna", folder.toString()))
                .isInstanceOf(BadVoice.class)
                .hasMessageContaining("--clips DIR");
    }

    @Test
    void listsVersionsWithWhatTheGateDidNotLike() throws Exception {
        trainer.put(new byte[0]);
        trainer.put(new byte[0]);

        run(new VoiceVersions(printed.terminal()), "anna");

        assertThat(printed.text()).contains("retired", "current", "0.700", "0.200", "2 of 2 sentences run on");
    }

    @Test
    void ordersARunWithWhatIsGivenAndNothingElse() throws Exception {
        run(
                new VoiceTrain(printed.terminal()),
                "anna",
                "--mode",
                "flow_only",
                "--flow-rank",
                "8",
                "--augment",
                "gainDecibels=3,stretch=0.05");

        assertThat(trainer.requests()).containsExactly("POST /v1/voices/anna/runs");
        assertThat(trainer.bodies())
                .containsExactly("{\"mode\":\"flow_only\",\"flowRank\":8,"
                        + "\"augmentation\":{\"gainDecibels\":3.0,\"stretch\":0.05}}");
    }

    @Test
    void wantsToKnowWhichVersionToPromote() throws Exception {
        assertThat(status(new VoicePromote(printed.terminal()), "anna")).isEqualTo(2);
        assertThat(printed.text()).contains("anna@1");
        assertThat(status(new VoicePromote(printed.terminal()), "anna@3", "--despite-gate"))
                .isZero();
        assertThat(trainer.requests()).containsExactly("POST /v1/voices/anna/versions/3/promote");
    }

    private void run(Callable<Integer> command, String... arguments) throws Exception {
        assertThat(status(command, arguments)).isZero();
    }

    private int status(Callable<Integer> command, String... arguments) throws Exception {
        var all = Stream.concat(Stream.of("--trainer", trainer.address()), Stream.of(arguments));
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(all.toArray(String[]::new));
        return command.call();
    }

    private VoiceArchive archive(int number) throws IOException {
        var file = Files.createTempFile(folder, "voice", ".zip");
        Files.write(file, trainer.get(number));
        return VoiceArchive.read(file);
    }

    /** A voice of the embedded base, learned from nothing. */
    private static VoiceArchive voiceOfNano() {
        assumeTrue(Files.exists(Project.nano().resolve("llm.pt")), "models/nano is not there");
        var base = ModelDirectory.open(Project.nano());
        var config = CosyVoiceConfig.read(base.yaml());
        var random = new Random(5);
        var layers = new LinkedHashMap<String, Factors>();
        for (var network : Adapter.NETWORKS) {
            var lora = network == Network.LLM ? LoraConfig.llm() : LoraConfig.flow();
            for (var target : LoraTarget.of(network, config, lora)) {
                layers.put(
                        network.key() + "." + target.module(),
                        new Factors(
                                lora.rank(),
                                target.in(),
                                target.out(),
                                values(random, lora.rank() * target.in()),
                                values(random, target.out() * lora.rank())));
            }
        }
        var card = VoiceCard.of(
                        "anna", 1, base.hash(), values(random, config.llm().speakerSize()))
                .build();
        return new VoiceArchive(new Adapter(LoraConfig.llm(), LoraConfig.flow(), layers), card);
    }

    private static float[] values(Random random, int count) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (0.02 * random.nextGaussian());
        }
        return values;
    }
}
