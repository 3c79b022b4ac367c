package dev.yinsong.ingest.studio;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where the studio page finds the other two services, as a browser reaches them. */
@ConfigMapping(prefix = "yinsong.studio")
interface StudioConfig {

    /** The trainer service's origin, without a path; it must allow requests from this page's origin. */
    @WithDefault("http://127.0.0.1:8081")
    URI trainer();

    /** The synth service's origin, without a path; it must allow requests from this page's origin. */
    @WithDefault("http://127.0.0.1:8082")
    URI synth();
}
