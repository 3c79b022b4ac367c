package dev.yinsong.synth.voice;

import dev.yinsong.synth.SynthConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The voices that the settings keep in memory. */
@ApplicationScoped
class Pins {

    private final List<VoiceName> names;

    Pins(SynthConfig config) {
        this.names = config.synth().pins().orElse(List.of()).stream()
                .map(VoiceName::of)
                .toList();
    }

    /** Whether a voice's current version, whichever it is, stays in memory. */
    boolean currentOf(String voice) {
        return names.stream()
                .anyMatch(name -> name.version().isEmpty() && name.voice().equals(voice));
    }

    /** Versions of a voice that stay in memory. */
    List<Integer> versionsOf(String voice) {
        return names.stream()
                .filter(name -> name.voice().equals(voice))
                .flatMapToInt(name -> name.version().stream())
                .boxed()
                .toList();
    }
}
