package dev.yinsong.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who may call this service. The same settings go for all three. */
@ConfigMapping(prefix = "yinsong.access")
public interface AccessConfig {

    /** How callers say who they are: {@code none}, {@code keys} or {@code oidc}. */
    @WithDefault("none")
    Mode mode();

    /**
     * Names that requests may ask for with {@code none}, besides the loopback address and the studio's origin: that of a
     * proxy on this machine, say.
     */
    Optional<List<String>> hosts();

    /** The file of keys, as {@code yinsong keys} writes it. */
    Optional<Path> keyFile();

    /** How often the file is looked at; a key that was revoked is refused so long after at most. */
    @WithDefault("2s")
    Duration keyFileEvery();

    /** Requests a minute of one caller, to one pod, where the key says nothing else. */
    @WithDefault("600")
    @Min(1)
    int requestsPerMinute();

    /** Where tokens come from, with {@code oidc}. */
    Oidc oidc();

    /** How callers say who they are. */
    enum Mode {
        /** They don't: everybody who reaches the service may do everything. Only on the loopback address. */
        NONE,
        /** With an API key. */
        KEYS,
        /** With a token of an OpenID Connect provider. */
        OIDC;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An OpenID Connect provider whose access tokens (JWT) are taken. */
    interface Oidc {

        /** The provider's address; its {@code /.well-known/openid-configuration} is read. */
        Optional<String> issuer();

        /** What tokens must name as their audience, if anything. */
        Optional<String> audience();

        /** The claim with the roles, a path with slashes such as {@code realm_access/roles}. */
        @WithDefault("roles")
        String rolesClaim();

        /** The claim with the voices, a list or words in one text; {@code *} stands for all. Absent means none. */
        @WithDefault("voices")
        String voicesClaim();
    }
}
