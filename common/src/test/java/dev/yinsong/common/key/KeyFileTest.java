package dev.yinsong.common.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    private static final Grant SPEAKING = new Grant(Set.of(Role.SPEAK), Set.of("anna"));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void findsAKeyByItsTextAfterAWayThroughTheFile() {
        var file = new KeyFile(folder.resolve("new/keys.json"));
        var made = Keys.NONE.with("web", SPEAKING, 60);

        file.write(made.all());

        var read = file.read();
        assertThat(read).isEqualTo(made.all());
        assertThat(KeyText.of(made.text().whole()).flatMap(read::find)).hasValueSatisfying(key -> {
            assertThat(key.name()).isEqualTo("web");
            assertThat(key.grant()).isEqualTo(SPEAKING);
            assertThat(key.requestsPerMinute()).isEqualTo(60);
        });
    }

    @Test
    void keepsNoSecretAndShowsItselfToItsOwnerOnlyUnlessItIsToldTo() throws IOException {
        var file = new KeyFile(folder.resolve("keys.json"));
        var made = Keys.NONE.with("web", SPEAKING, null);

        file.write(made.all());

        assertThat(Files.readString(file.path())).doesNotContain(made.text().secret());
        assertThat(made.text().toString()).doesNotContain(made.text().secret());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");

        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));
        file.write(Keys.NONE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void changesWhatALinkPointsToAndLeavesTheLink() throws IOException {
        var target = Files.createDirectory(folder.resolve("secret")).resolve("keys-of-all.json");
        new KeyFile(target).write(Keys.NONE);
        var link = Files.createSymbolicLink(folder.resolve("keys.json"), Path.of("secret/keys-of-all.json"));
        var made = Keys.NONE.with("web", SPEAKING, null);

        new KeyFile(link).write(made.all());

        assertThat(link).isSymbolicLink();
        assertThat(new KeyFile(target).read()).isEqualTo(made.all());
        assertThat(target.getParent().toFile().list()).containsExactly("keys-of-all.json");
    }

    @Test
    void leavesAFileToItsOwnerAndGroup() throws IOException {
        var file = new KeyFile(folder.resolve("keys.json"));
        file.write(Keys.NONE);
        giveAway(file.path(), "unix:uid", 4711); // a number of nobody's will do
        giveAway(file.path(), "unix:gid", 4712);

        file.write(Keys.NONE.with("web", SPEAKING, null).all());

        assertThat(Files.getAttribute(file.path(), "unix:uid")).isEqualTo(4711);
        assertThat(Files.getAttribute(file.path(), "unix:gid")).isEqualTo(4712);
    }

    private static void giveAway(Path file, String attribute, int number) throws IOException {
        try {
            Files.setAttribute(file, attribute, number);
        } catch (FileSystemException e) {
            abort("only root may give files away: " + e.getReason());
        }
    }

    @Test
    void refusesAnotherSecretOfAKnownId() {
        var made = Keys.NONE.with("web", SPEAKING, null);
        var other = Keys.NONE.with("other", SPEAKING, null).text();

        assertThat(made.all().find(new KeyText(made.text().id(), other.secret())))
                .isEmpty();
        assertThat(made.all().find(other)).isEmpty();
    }

    @Test
    void forgetsAKeyByItsName() {
        var made = Keys.NONE.with("web", SPEAKING, null);

        var left = made.all().without("web");

        assertThat(left.find(made.text())).isEmpty();
    }

    @Test
    void refusesASecondKeyOfAName() {
        var one = Keys.NONE.with("web", SPEAKING, null).all();

        assertThatThrownBy(() -> one.with("web", SPEAKING, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("web");
    }

    @Test
    void takesOnlyTextsOfItsFormForKeys() {
        assertThat(KeyText.of("sk-something-else")).isEmpty();
        assertThat(KeyText.of("")).isEmpty();
        assertThat(KeyText.of("yk_00000000_" + "0".repeat(64))).isPresent();
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        var file = new KeyFile(folder.resolve("keys.json"));
        assertThatThrownBy(file::read)
                .isInstanceOf(KeyFile.Unusable.class)
                .hasMessageContaining("There is no key file")
                .hasMessageContaining("yinsong keys add");

        Files.writeString(file.path(), "{\"keys\":[{\"name\":\"web\"}]}");
        assertThatThrownBy(file::read).isInstanceOf(KeyFile.Unusable.class).hasMessageContaining("not sound");
    }

    @Test
    void letsAdminsDoEverythingAndOthersWhatTheyMay() {
        assertThat(Grant.ALL.allows(Set.of(Role.PROMOTE))).isTrue();
        assertThat(Grant.ALL.allows("whoever")).isTrue();
        assertThat(SPEAKING.allows(Set.of(Role.UPLOAD))).isFalse();
        assertThat(SPEAKING.allows(Set.of(Role.TRAIN, Role.SPEAK))).isTrue();
        assertThat(SPEAKING.allows("anna")).isTrue();
        assertThat(SPEAKING.allows("ben")).isFalse();
    }
}
