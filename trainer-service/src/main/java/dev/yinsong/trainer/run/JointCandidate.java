package dev.yinsong.trainer.run;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.checkpoint.VoiceArchive;
import dev.yinsong.cosyvoice.checkpoint.VoiceCard;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.trainer.Losses;
import dev.yinsong.trainer.TrainerConfig;
import dev.yinsong.trainer.gate.Rehearsal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An adapter with its speaker vector, on the base that it was trained on. Holds no native memory of its own. */
final class JointCandidate implements Trainer.Candidate {

    private final CosyVoice base;
    private final ModelDirectory directory;
    private final Adapter adapter;
    private final float[] speaker;
    private final SpeakingRate rate;
    private final List<int[]> texts;
    private final TrainerConfig.Gate config;

    JointCandidate(
            CosyVoice base,
            ModelDirectory directory,
            Adapter adapter,
            float[] speaker,
            SpeakingRate rate,
            List<int[]> texts,
            TrainerConfig.Gate config) {
        this.base = base;
        this.directory = directory;
        this.adapter = adapter;
        this.speaker = speaker;
        this.rate = rate;
        this.texts = texts;
        this.config = config;
    }

    @Override
    public Rehearsal rehearse(String language, Optional<Path> current) {
        return new JointRehearsal(
                base,
                adapter,
                speaker,
                current.map(VoiceArchive::read),
                directory,
                rate,
                texts,
                language,
                config.flowSteps());
    }

    @Override
    public void write(Path archive, Trainer.Card card) {
        new VoiceArchive(adapter, voiceCard(card)).write(archive);
    }

    private VoiceCard voiceCard(Trainer.Card card) {
        var result = card.result();
        var settings = Json.map(card.plan());
        settings.put("run", card.run().toString());
        settings.put(
                "heldOutClips", card.heldOutClips().stream().map(UUID::toString).toList());
        settings.put("trainingLosses", Json.map(new RunView.Span(result.start(), result.end())));
        return VoiceCard.of(card.voice(), card.version(), base.baseHash(), speaker)
                .language(card.language())
                .clips(card.clips().stream().map(UUID::toString).toList())
                .settings(settings)
                .seed(card.plan().seed())
                .trained(result.stopReason(), losses(result.heldOutStart()), losses(result.heldOutEnd()))
                .gate(Json.map(card.gate()))
                .build();
    }

    private static VoiceCard.Losses losses(Losses losses) {
        return new VoiceCard.Losses(losses.llmNats(), losses.flow());
    }

    @Override
    public void close() {}
}
