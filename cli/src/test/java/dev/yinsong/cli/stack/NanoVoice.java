package dev.yinsong.cli.stack;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.CheckpointPublished;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.cosyvoice.checkpoint.VoiceArchive;
import dev.yinsong.cosyvoice.checkpoint.VoiceCard;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.LoraConfig;
import dev.yinsong.cosyvoice.lora.LoraTarget;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/** Voices that no training made: adapters of chance for a base model, each version another. */
final class NanoVoice {

    private static final int RANK = 2;

    private final CosyVoiceConfig config;
    private final String baseHash;

    NanoVoice(Path model) {
        this.config = CosyVoiceConfig.read(model.resolve("cosyvoice.yaml"));
        this.baseHash = ModelDirectory.open(model).hash();
    }

    /** Stores a version, and makes the event that announces it. */
    CheckpointPublished store(Blobs blobs, String voice, int version) {
        return new CheckpointPublished(
                UUID.randomUUID(),
                Instant.now(),
                voice,
                version,
                UUID.randomUUID(),
                baseHash,
                blobs.put(archive(voice, version)),
                List.of());
    }

    private byte[] archive(String voice, int version) {
        var llm = LoraConfig.of(Network.LLM, RANK, RANK, 0);
        var flow = LoraConfig.of(Network.FLOW, RANK, RANK, 0);
        var layers = new LinkedHashMap<String, Factors>();
        LoraTarget.of(Network.LLM, config, llm)
                .forEach(target -> layers.put("llm." + target.module(), factors(target, version)));
        LoraTarget.of(Network.FLOW, config, flow)
                .forEach(target -> layers.put("flow." + target.module(), factors(target, version)));
        var speaker = new float[config.llm().speakerSize()];
        Arrays.fill(speaker, 0.1f);
        var card = VoiceCard.of(voice, version, baseHash, speaker).build();
        return new VoiceArchive(new Adapter(llm, flow, layers), card).bytes();
    }

    private static Factors factors(LoraTarget target, int version) {
        var a = new float[RANK * target.in()];
        var b = new float[target.out() * RANK];
        Arrays.fill(a, 0.001f);
        Arrays.fill(b, 0.01f * version);
        return new Factors(RANK, target.in(), target.out(), a, b);
    }
}
