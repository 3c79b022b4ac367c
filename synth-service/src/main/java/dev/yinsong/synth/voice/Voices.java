package dev.yinsong.synth.voice;

import dev.yinsong.synth.SynthConfig;
import dev.yinsong.synth.engine.VoiceEngine;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The voices that this pod speaks with: trained ones, each with its current version, and the base model's own speakers.
 * Swaps are atomic: a request sees the old version or the new.
 */
@ApplicationScoped
public class Voices {

    private final LoadedVoices loaded;
    private final SynthConfig config;
    private final CheckpointMeters meters;
    private final ConcurrentMap<String, TrainedVoice> trained = new ConcurrentHashMap<>();
    private final Map<String, LoadedVoice> speakers = new TreeMap<>(); // of the base model; never changed

    Voices(LoadedVoices loaded, VoiceEngine engine, SynthConfig config, MeterRegistry meters) {
        this.loaded = loaded;
        this.config = config;
        this.meters = new CheckpointMeters(meters);
        engine.speakers()
                .forEach((name, vector) -> speakers.put(
                        name, new LoadedVoice(engine.language(), engine.base(vector), () -> engine.base(vector))));
        meters.gaugeMapSize("yinsong.synth.voices", List.of(), trained);
    }

    /**
     * A hold on the version of a voice that is current now, or the one that is asked for. Whoever takes it closes it.
     * Does not block: see {@link VoiceLease}.
     *
     * @throws VoiceNotFound when there is no such voice or version
     */
    public VoiceLease lease(VoiceName name) {
        var voice = name.base() ? null : trained.get(name.voice());
        if (voice != null) { // also one that can't speak: the base must not take its place
            return lease(name, find(voice, name));
        }
        var speaker = name.version().isEmpty() ? speakers.get(name.voice()) : null;
        if (speaker == null || !speaker.retain()) {
            throw new VoiceNotFound(name);
        }
        return new VoiceLease(name.voice(), VoiceLease.BASE, speaker, () -> speaker, () -> {});
    }

    private static Checkpoint find(TrainedVoice voice, VoiceName name) {
        if (name.version().isPresent()) {
            return Optional.ofNullable(voice.known().get(name.version().getAsInt()))
                    .orElseThrow(() -> new VoiceNotFound(name));
        }
        var refusal = voice.refusal();
        return voice.current()
                .orElseThrow(() -> refusal == null ? new VoiceNotFound(name) : new VoiceNotFound(name, refusal));
    }

    private VoiceLease lease(VoiceName name, Checkpoint checkpoint) {
        return new VoiceLease(
                checkpoint.voice(),
                Integer.toString(checkpoint.version()),
                loaded.holdIfLoaded(checkpoint).orElse(null),
                () -> load(checkpoint),
                () -> forgetIfReplaced(name, checkpoint));
    }

    private LoadedVoice load(Checkpoint checkpoint) {
        try {
            return loaded.hold(checkpoint);
        } catch (BadCheckpoint bad) {
            var reason = String.valueOf(bad.getMessage());
            giveUp(checkpoint, reason);
            throw new VoiceRefused(checkpoint, reason);
        } catch (UncheckedIOException away) {
            throw new VoiceAway(checkpoint, config.synth().retry());
        }
    }

    /**
     * A version turned out bad when it was merged. If it is the current one, the good one before it speaks again; an older
     * one takes nothing from the newest, and a voice that was retired meanwhile stays away.
     */
    private void giveUp(Checkpoint bad, String reason) {
        var refusal = new Refusal(bad.voice(), bad.version(), reason, Instant.now());
        var now = trained.computeIfPresent(
                bad.voice(),
                (_, voice) -> voice.current().equals(Optional.of(bad)) ? voice.refusing(bad, refusal) : voice);
        if (now != null && refusal.equals(now.refusal())) {
            meters.refused(bad, reason);
        }
    }

    /** A version that was replaced or retired while requests waited for it is not kept for those who come later. */
    private void forgetIfReplaced(VoiceName name, Checkpoint checkpoint) {
        var asked = name.version().isEmpty()
                ? current(checkpoint.voice())
                : known(checkpoint.voice(), checkpoint.version());
        if (!asked.equals(Optional.of(checkpoint))) {
            loaded.dropUnlessPinned(checkpoint);
        }
    }

    /** The version of a trained voice that speaks now. */
    Optional<Checkpoint> current(String voice) {
        return Optional.ofNullable(trained.get(voice)).flatMap(TrainedVoice::current);
    }

    /** A version of a trained voice that may be pinned. */
    Optional<Checkpoint> known(String voice, int version) {
        return Optional.ofNullable(trained.get(voice)).map(each -> each.known().get(version));
    }

    /** Every voice that can be asked for, by name; a base speaker whose name a trained voice has is there as {@code name@base}. */
    List<VoiceView> list() {
        var found = new TreeMap<String, VoiceView>();
        speakers.keySet().forEach(name -> {
            var id = trained.containsKey(name) ? VoiceName.ofBaseSpeaker(name).toString() : name;
            found.put(id, VoiceView.ofBaseSpeaker(id, name));
        });
        trained.forEach((name, voice) -> voice.current()
                .ifPresent(current -> found.put(
                        name, VoiceView.ofTrained(current, voice.known().keySet(), loaded.has(current)))));
        return List.copyOf(found.values());
    }

    /** The newest checkpoint of each voice, where it was refused; by name. */
    List<Refusal> refusals() {
        return new TreeMap<>(trained)
                .values().stream()
                        .flatMap(voice -> Stream.ofNullable(voice.refusal()))
                        .toList();
    }

    /**
     * Lets a verified version speak from now on. The one before is freed when its last request has ended.
     *
     * @param known versions that may be pinned
     */
    void swap(Checkpoint checkpoint, Collection<Checkpoint> known) {
        var before = current(checkpoint.voice());
        trained.compute(
                checkpoint.voice(),
                (_, voice) -> orUnknown(voice).knowing(known).speakingWith(checkpoint));
        before.filter(replaced -> !replaced.equals(checkpoint)).ifPresent(loaded::dropUnlessPinned);
    }

    /**
     * Remembers that a published checkpoint can't be used. If it was the current one, the good one before it speaks again.
     *
     * @param told the checkpoint, then others that its event told of
     */
    void refuse(List<Checkpoint> told, String reason) {
        var bad = told.getFirst();
        var refusal = new Refusal(bad.voice(), bad.version(), reason, Instant.now());
        trained.compute(
                bad.voice(), (_, voice) -> orUnknown(voice).knowing(told).refusing(bad, refusal));
    }

    /** Forgets a trained voice. */
    void retire(String voice) {
        var before = trained.remove(voice);
        if (before != null) {
            before.known().values().forEach(loaded::drop);
        }
    }

    private static TrainedVoice orUnknown(@Nullable TrainedVoice voice) {
        return voice == null ? TrainedVoice.UNKNOWN : voice;
    }
}
