package dev.yinsong.synth.voice;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The voices that this pod speaks with, one version each. Swaps are atomic: a request sees the old one or the new. */
@ApplicationScoped
public class Voices {

    private final ConcurrentMap<String, LoadedVoice> loaded = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Refusal> refused = new ConcurrentHashMap<>();

    Voices(MeterRegistry meters) {
        meters.gaugeMapSize("yinsong.synth.voices", List.of(), loaded);
    }

    /**
     * A hold on the current version of a voice. Whoever takes it closes it.
     *
     * @throws VoiceNotFound when the voice, or the version that is asked for, is not loaded
     */
    public VoiceLease lease(VoiceName name) {
        while (true) {
            var voice = loaded.get(name.voice());
            if (voice == null || !name.accepts(voice.version())) {
                throw new VoiceNotFound(name);
            }
            var lease = voice.lease();
            if (lease.isPresent()) {
                return lease.get();
            }
            // replaced and freed since it was looked up: its successor is there now
        }
    }

    /** What is loaded, by name. */
    List<LoadedVoice> list() {
        return loaded.values().stream()
                .sorted(Comparator.comparing(LoadedVoice::voice))
                .toList();
    }

    /** The newest checkpoint of each voice, where it was refused; by name. */
    List<Refusal> refusals() {
        return refused.values().stream()
                .sorted(Comparator.comparing(Refusal::voice))
                .toList();
    }

    /** Lets a version speak from now on. The one before is freed when its last request has ended. */
    void swap(LoadedVoice voice) {
        refused.remove(voice.voice());
        var before = loaded.put(voice.voice(), voice);
        if (before != null) {
            before.release();
        }
    }

    /** Forgets a voice. */
    void retire(String voice) {
        refused.remove(voice);
        var before = loaded.remove(voice);
        if (before != null) {
            before.release();
        }
    }

    /** Remembers that a checkpoint was refused. */
    void refuse(Refusal refusal) {
        refused.put(refusal.voice(), refusal);
    }
}
