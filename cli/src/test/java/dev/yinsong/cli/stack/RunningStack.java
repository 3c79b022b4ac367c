package dev.yinsong.cli.stack;

import static org.awaitility.Awaitility.await;

import dev.yinsong.cli.client.Http;
import dev.yinsong.cli.client.IngestClient;
import dev.yinsong.cli.client.SynthClient;
import dev.yinsong.cli.client.TrainerClient;
import dev.yinsong.cli.clip.ClipFolder;
import dev.yinsong.cli.project.Project;
import dev.yinsong.embedded.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Everything running, once for all tests that ask for it, since a start takes longer than most of what they do; with
 * short trainings, judged by losses alone. A test has voices of its own, and leaves behind what it found: it resumes
 * what it paused. A service that it killed for good is started for the next test.
 */
final class RunningStack implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** How many of the sample clips each voice gets. */
    static final int CLIPS = 12;

    private final Path data;
    private final StackSettings settings;
    private final Stack stack;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Http http = new Http();

    private RunningStack() throws IOException, InterruptedException {
        this.data = Files.createTempDirectory("yinsong-stack");
        this.settings = new StackSettings(
                Project.root(),
                data,
                model(),
                StackSettings.freePorts(),
                Map.of(
                        "yinsong.trainer.policy.min-clips", Integer.toString(CLIPS),
                        "yinsong.trainer.policy.quiet-period", "3s",
                        "yinsong.trainer.training.epochs", "6",
                        "yinsong.trainer.lease.length", "6s",
                        "yinsong.trainer.lease.save-every", "1s",
                        "yinsong.trainer.gate.sentences", "0",
                        "yinsong.synth.queue", "250")); // callers wait rather than get 429
        this.stack = new Stack(settings, said::add);
        try {
            stack.start();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The base model: nano, or the one in the directory that property {@code yinsong.it.model} names. */
    static Path model() {
        return Path.of(System.getProperty("yinsong.it.model", Project.nano().toString()));
    }

    /** Waits for what takes a while on a busy machine; a service that is away at first is asked again. */
    static ConditionFactory soon() {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).ignoreExceptions();
    }

    Stack stack() {
        return stack;
    }

    StackSettings settings() {
        return settings;
    }

    /** What a person was told since these tests began. */
    List<String> said() {
        return said;
    }

    IngestClient ingest() {
        return new IngestClient(http, settings.address(Service.INGEST));
    }

    TrainerClient trainer() {
        return new TrainerClient(http, settings.address(Service.TRAINER));
    }

    SynthClient synth() {
        return new SynthClient(http, settings.address(Service.SYNTH));
    }

    /** The first of the sample recordings, as many as a training waits for. */
    static List<Path> recordings() throws IOException {
        return ClipFolder.recordings(Project.root().resolve("samples")).subList(0, CLIPS);
    }

    /** Creates a voice of those clips. */
    void upload(String voice) throws IOException {
        ingest().create(voice, "en");
        for (var recording : recordings()) {
            ingest().add(voice, recording, Files.readString(ClipFolder.transcript(recording)));
        }
    }

    private void begin() throws IOException, InterruptedException {
        for (var service : Service.values()) {
            if (ProcessHandle.of(stack.pid(service)).isEmpty()) {
                stack.startAgain(service);
            }
        }
        said.clear();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stack.close();
        Directories.delete(data);
    }

    /** Gives the one stack to tests that have a parameter for it, and closes it after the last of them. */
    static final class Provider implements BeforeAllCallback, ParameterResolver {

        @Override
        public void beforeAll(ExtensionContext tests) throws Exception {
            var store = store(tests);
            if (store.get(RunningStack.class) == null) {
                store.put(RunningStack.class, new RunningStack());
            }
            running(tests).begin();
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext tests) {
            return parameter.getParameter().getType() == RunningStack.class;
        }

        @Override
        public RunningStack resolveParameter(ParameterContext parameter, ExtensionContext tests) {
            return running(tests);
        }

        private static RunningStack running(ExtensionContext tests) {
            return Objects.requireNonNull(store(tests).get(RunningStack.class, RunningStack.class));
        }

        private static ExtensionContext.Store store(ExtensionContext tests) {
            return tests.getRoot().getStore(Namespace.create(RunningStack.class));
        }
    }
}
