package dev.yinsong.synth.voice;

import dev.yinsong.common.blob.BlobCorrupt;
import dev.yinsong.common.blob.BlobMissing;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.cosyvoice.checkpoint.BadVoice;
import dev.yinsong.cosyvoice.checkpoint.VoiceArchive;
import dev.yinsong.cosyvoice.checkpoint.VoiceCard;
import dev.yinsong.cosyvoice.lora.BadAdapter;
import dev.yinsong.synth.engine.VoiceEngine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Verifies published checkpoints, and turns them into loaded voices. */
@ApplicationScoped
class Checkpoints {

    private final Blobs blobs;
    private final VoiceEngine engine;

    Checkpoints(Blobs blobs, VoiceEngine engine) {
        this.blobs = blobs;
        this.engine = engine;
    }

    /**
     * Fetches a checkpoint and checks everything that it says of itself, without merging it.
     *
     * @throws BadCheckpoint when it does not belong to this voice, version or base model, or is damaged
     * @throws java.io.UncheckedIOException when the blob store is away
     */
    void verify(Checkpoint checkpoint) throws BadCheckpoint {
        verified(checkpoint);
    }

    /** Verifies, as {@link #verify} does, and merges. */
    LoadedVoice load(Checkpoint checkpoint) throws BadCheckpoint {
        var archive = verified(checkpoint);
        var speaker = archive.card().speaker();
        var tuned = engine.merge(archive.adapter(), speaker, archive.card().norm());
        var language = Objects.requireNonNullElse(archive.card().language(), engine.language());
        return new LoadedVoice(language, tuned, () -> engine.base(speaker));
    }

    private VoiceArchive verified(Checkpoint checkpoint) throws BadCheckpoint {
        sameBase("the event", checkpoint.baseHash());
        var archive = read(checkpoint);
        check(archive.card(), checkpoint);
        try {
            engine.check(archive.adapter());
        } catch (BadAdapter e) {
            throw new BadCheckpoint("the adapter does not fit the base model: " + e.getMessage(), e);
        }
        return archive;
    }

    /** Hashes, shapes and numbers of the archive itself are checked as it is read. */
    private VoiceArchive read(Checkpoint checkpoint) throws BadCheckpoint {
        try {
            var file = blobs.fetch(checkpoint.archive());
            try {
                return VoiceArchive.read(file);
            } catch (BadVoice e) {
                var what =
                        String.valueOf(e.getMessage()).replace(file.toString(), "it"); // the path is nobody's business
                throw new BadCheckpoint("the archive can't be used: " + what, e);
            }
        } catch (BlobMissing | BlobCorrupt e) {
            throw new BadCheckpoint(
                    String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()), e);
        }
    }

    private void check(VoiceCard card, Checkpoint checkpoint) throws BadCheckpoint {
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
