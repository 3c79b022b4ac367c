package dev.yinsong.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.cli.terminal.Printed;
import dev.yinsong.common.key.KeyFile;
import dev.yinsong.common.key.KeyText;
import dev.yinsong.common.key.Role;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeysTest {

    @TempDir
    private Path folder = Path.of("");

    private final Printed printed = new Printed(false);
    private final StringWriter complaints = new StringWriter();

    @Test
    void showsANewKeyOnceAndKeepsItsHash() {
        assertThat(keys("add", "studio", "--role", "upload,train", "--voice", "anna"))
                .isZero();

        var text = KeyText.of(printed.lines().getFirst()).orElseThrow();
        assertThat(file().read().find(text)).hasValueSatisfying(key -> {
            assertThat(key.name()).isEqualTo("studio");
            assertThat(key.roles()).containsExactlyInAnyOrder(Role.UPLOAD, Role.TRAIN);
            assertThat(key.voices()).isEqualTo(Set.of("anna"));
        });
    }

    @Test
    void listsKeysWithWhatTheyMayDo() {
        keys("add", "web", "--role", "speak", "--requests-per-minute", "30");

        keys("list");

        assertThat(printed.lines().getLast()).startsWith("web    speak   all      30 a minute");
    }

    @Test
    void revokesAKeyByItsName() {
        keys("add", "web", "--role", "speak");

        assertThat(keys("revoke", "web")).isZero();

        assertThat(file().read().keys()).isEmpty();
        assertThat(keys("revoke", "web")).isEqualTo(1);
        assertThat(printed.lines().getLast()).startsWith("There is no key web");
    }

    @Test
    void refusesASecondKeyOfANameAndAnUnknownRole() {
        keys("add", "web", "--role", "speak");

        assertThat(keys("add", "web", "--role", "speak")).isEqualTo(2);
        assertThat(keys("add", "other", "--role", "sing")).isEqualTo(2);

        assertThat(complaints.toString())
                .contains("There is a key web already")
                .contains("there is no role sing, only upload, train, promote, speak, admin");
        assertThat(file().read().keys()).hasSize(1);
    }

    private KeyFile file() {
        return new KeyFile(folder.resolve("keys.json"));
    }

    private int keys(String... arguments) {
        var all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--file=" + file().path();
        return new CommandLine(new Keys())
                .addSubcommand(new KeysAdd(printed.terminal()))
                .addSubcommand(new KeysList(printed.terminal()))
                .addSubcommand(new KeysRevoke(printed.terminal()))
                .setErr(new PrintWriter(complaints, true))
                .execute(all);
    }
}
