package dev.yinsong.cosyvoice.checkpoint;

import dev.yinsong.cosyvoice.checkpoint.VoiceCard.Losses;
import dev.yinsong.cosyvoice.config.MelNorm;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a voice's card, item by item. What nobody tells it is as of a voice that came from elsewhere. */
public final class VoiceCardBuilder {

    private final String baseHash;
    private final float[] speaker;
    private String voice;
    private int version;
    private String stopReason = "imported";
    private Losses start = Losses.UNKNOWN;
    private Losses end = Losses.UNKNOWN;
    private Map<String, Object> gate = Map.of();
    private long seed;
    private Map<String, Object> settings = Map.of();
    private List<String> clips = List.of();
    private @Nullable MelNorm melNorm;
    private @Nullable String language;

    VoiceCardBuilder(String voice, int version, String baseHash, float[] speaker) {
        this.voice = voice;
        this.version = version;
        this.baseHash = baseHash;
        this.speaker = speaker;
    }

    VoiceCardBuilder(VoiceCard card) {
        this(card.voice(), card.version(), card.baseHash(), card.speaker());
        this.stopReason = card.stopReason();
        this.start = card.start();
        this.end = card.end();
        this.gate = card.gate();
        this.seed = card.seed();
        this.settings = card.settings();
        this.clips = card.clips();
        this.melNorm = card.melNorm();
        this.language = card.language();
    }

    /** Gives the voice another name and number. */
    public VoiceCardBuilder named(String otherVoice, int otherVersion) {
        this.voice = otherVoice;
        this.version = otherVersion;
        return this;
    }

    /**
     * Tells how the training went.
     *
     * @param reason why it ended
     * @param before held-out losses before it
     * @param after held-out losses of what was kept
     */
    public VoiceCardBuilder trained(String reason, Losses before, Losses after) {
        this.stopReason = reason;
        this.start = before;
        this.end = after;
        return this;
    }

    /** Tells how the training was set, free of form. */
    public VoiceCardBuilder settings(Map<String, Object> training) {
        this.settings = training;
        return this;
    }

    /** Tells the seed of the training's random numbers. */
    public VoiceCardBuilder seed(long training) {
        this.seed = training;
        return this;
    }

    /** Tells what the gate measured, free of form. */
    public VoiceCardBuilder gate(Map<String, Object> report) {
        this.gate = report;
        return this;
    }

    /** Tells the ids of the clips that the voice learned from. */
    public VoiceCardBuilder clips(List<String> learned) {
        this.clips = learned;
        return this;
    }

    /** Tells how the flow's mel was normalised in training. */
    public VoiceCardBuilder melNorm(MelNorm norm) {
        this.melNorm = norm;
        return this;
    }

    /** Tells the language of the clips, as in BCP 47. */
    public VoiceCardBuilder language(String code) {
        this.language = code;
        return this;
    }

    /**
     * The card.
     *
     * @throws IllegalArgumentException as {@link VoiceCard} does
     */
    public VoiceCard build() {
        return new VoiceCard(
                voice,
                version,
                baseHash,
                speaker,
                stopReason,
                start,
                end,
                gate,
                seed,
                settings,
                clips,
                melNorm,
                language);
    }
}
