package dev.yinsong.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** PostgreSQL refuses to run as root: there, a user namespace makes it believe that it is somebody else. */
final class Superuser {

    /** What to put before a command of PostgreSQL. Empty unless we are root. */
    static final List<String> PREFIX = prefix();

    private Superuser() {}

    private static List<String> prefix() {
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
            throw new IllegalStateException("PostgreSQL does not run as root, and there is no unshare(1).", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException(
                "PostgreSQL does not run as root, and this machine allows no user namespaces (unshare -U). "
                        + "Start yinsong as another user.");
    }
}
