package dev.yinsong.cli.key;

import dev.yinsong.cli.project.Project;
import dev.yinsong.common.key.KeyFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where the keys are. */
final class KeyFileOption {

    @Option(
            names = "--file",
            paramLabel = "FILE",
            defaultValue = "${env:YINSONG_ACCESS_KEY_FILE}",
            description = "The key file (default: YINSONG_ACCESS_KEY_FILE, else ~/.yinsong/keys.json).")
    private @Nullable Path file;

    KeyFile file() {
        return new KeyFile(file == null ? Project.defaultData().resolve("keys.json") : file);
    }
}
