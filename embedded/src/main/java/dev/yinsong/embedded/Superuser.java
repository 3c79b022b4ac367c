package dev.yinsong.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** PostgreSQL refuses to run as root: there, a user namespace makes it believe that it is somebody else. */
final class Superuser {

    private Superuser() {}

    /**
     * What to put before a command of PostgreSQL. Empty unless we are root.
     *
     * @throws NotStarted if we are root, and can't seem to be anybody else
     */
    static List<String> prefix() throws InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        try {
            var process = new ProcessBuilder("unshare", "-U", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (process.waitFor() == 0) {
                return List.of("unshare", "-U");
            }
        } catch (IOException e) {
            throw new NotStarted(
                    "PostgreSQL does not run as root, and there is no unshare(1). Start yinsong as another user.", e);
        }
        throw new NotStarted(
                "PostgreSQL does not run as root, and this machine allows no user namespaces (unshare -U). "
                        + "Start yinsong as another user.");
    }
}
