package dev.yinsong.access;

import dev.yinsong.common.key.KeyFile;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Stops a service that would listen to strangers without asking who they are, with one line that says how to mend it. */
@ApplicationScoped
class AccessCheck {

    private static final Logger LOG = Logger.getLogger(AccessCheck.class);
    private static final int BEFORE_ALL_ELSE = 0;

    private final AccessConfig config;
    private final KeyRing keys;
    private final String host;

    AccessCheck(AccessConfig config, KeyRing keys, @ConfigProperty(name = "quarkus.http.host") String host) {
        this.config = config;
        this.keys = keys;
        this.host = host;
    }

    void start(@Observes @Priority(BEFORE_ALL_ELSE) StartupEvent event) {
        objection().ifPresent(sentence -> {
            LOG.fatal(sentence);
            Quarkus.asyncExit(1);
            throw new PreventFurtherStepsException(sentence, 1); // which Quarkus takes for a quiet end
        });
    }

    /** Why the service must not start, if so. Reads the keys. */
    Optional<String> objection() {
        return switch (config.mode()) {
            case NONE ->
                isLoopback(host)
                        ? Optional.empty()
                        : Optional.of("This service would listen on " + host + " and let everybody in. Set "
                                + "yinsong.access.mode to keys or oidc, or quarkus.http.host to 127.0.0.1.");
            case KEYS -> keyObjection();
            case OIDC ->
                config.oidc().issuer().isPresent()
                        ? Optional.empty()
                        : Optional.of("yinsong.access.mode is oidc: set yinsong.access.oidc.issuer to the address of "
                                + "the OpenID Connect provider.");
        };
    }

    private Optional<String> keyObjection() {
        if (config.keyFile().isEmpty()) {
            return Optional.of("yinsong.access.mode is keys: set yinsong.access.key-file to the file that "
                    + "yinsong keys add writes.");
        }
        try {
            keys.read();
            return Optional.empty();
        } catch (KeyFile.Unusable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // listening will fail, and say so
        }
    }
}
