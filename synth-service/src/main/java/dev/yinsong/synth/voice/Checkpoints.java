package dev.yinsong.synth.voice;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.CheckpointPublished;
import dev.yinsong.cosyvoice.checkpoint.BadVoice;
import dev.yinsong.cosyvoice.checkpoint.VoiceArchive;
import dev.yinsong.cosyvoice.checkpoint.VoiceCard;
import dev.yinsong.cosyvoice.lora.BadAdapter;
import dev.yinsong.synth.engine.VoiceEngine;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;

/** Turns a published checkpoint into a loaded voice, after checking everything that it says of itself. */
@ApplicationScoped
class Checkpoints {

    private final Blobs blobs;
    private final VoiceEngine engine;

    Checkpoints(Blobs blobs, VoiceEngine engine) {
        this.blobs = blobs;
        this.engine = engine;
    }

    /**
     * Fetches, checks and merges.
     *
     * @throws BadCheckpoint when it does not belong to this voice, version or base model, or is damaged
     * @throws java.io.UncheckedIOException when the blob store is away
     */
    LoadedVoice load(CheckpointPublished checkpoint) throws BadCheckpoint {
        sameBase("the event", checkpoint.baseHash());
        var archive = read(blobs.fetch(checkpoint.checkpoint()));
        check(archive.card(), checkpoint);
        try {
            var speaker = archive.card().speaker();
            var tuned = engine.merge(archive.adapter(), speaker);
            return new LoadedVoice(checkpoint.voice(), checkpoint.version(), tuned, () -> engine.base(speaker));
        } catch (BadAdapter e) {
            throw new BadCheckpoint("the adapter does not fit the base model: " + e.getMessage(), e);
        }
    }

    /** Hashes, shapes and numbers of the archive itself are checked as it is read. */
    private static VoiceArchive read(Path file) throws BadCheckpoint {
        try {
            return VoiceArchive.read(file);
        } catch (BadVoice e) {
            var what = String.valueOf(e.getMessage()).replace(file.toString(), "it"); // the path is nobody's business
            throw new BadCheckpoint("the archive can't be used: " + what, e);
        }
    }

    private void check(VoiceCard card, CheckpointPublished checkpoint) throws BadCheckpoint {
        if (!card.voice().equals(checkpoint.voice()) || card.version() != checkpoint.version()) {
            throw new BadCheckpoint("the archive holds version %d of voice %s".formatted(card.version(), card.voice()));
        }
        sameBase("the archive", card.baseHash());
        if (card.speaker().length != engine.speakerSize()) {
            throw new BadCheckpoint("the speaker vector has %d numbers, the base model takes %d"
                    .formatted(card.speaker().length, engine.speakerSize()));
        }
    }

    private void sameBase(String who, String baseHash) throws BadCheckpoint {
        if (!baseHash.equals(engine.baseHash())) {
            throw new BadCheckpoint(
                    "%s belongs to the base model %s, loaded is %s".formatted(who, baseHash, engine.baseHash()));
        }
    }
}
