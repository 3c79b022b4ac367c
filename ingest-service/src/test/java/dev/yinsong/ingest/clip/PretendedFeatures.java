package dev.yinsong.ingest.clip;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.ingest.feature.Features;
import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;

/** Features that cost nothing, for tests that are about something else. */
@Mock
@ApplicationScoped
class PretendedFeatures implements Features {

    @Override
    public byte[] of(Waveform sound, String text, String language) {
        return (text + sound).getBytes(StandardCharsets.UTF_8);
    }
}
