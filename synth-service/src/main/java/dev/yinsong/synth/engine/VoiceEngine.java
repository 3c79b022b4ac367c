package dev.yinsong.synth.engine;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.cosyvoice.config.MelNorm;
import dev.yinsong.cosyvoice.lora.Adapter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The base model, loaded once: it cuts text into pieces and lends its weights to every voice. Safe for many threads. */
public interface VoiceEngine {

    /** The name of the base model, such as {@code nano}. */
    String name();

    /** SHA-256 of the base model; an adapter that was trained on another one does not fit. */
    String baseHash();

    /** How many numbers describe a speaker. */
    int speakerSize();

    /** Of all speech, in hertz. */
    int sampleRate();

    /**
     * A text in its pieces, a sentence or so each, in the order in which they are spoken.
     *
     * @param language the speaker's own, in which a line is read whose script does not tell its language
     * @param oneByOne whether each sentence is a piece of its own, as for a speaker who goes on from a clip
     * @return no piece when the text has nothing to speak
     */
    List<TextPiece> pieces(String text, String language, boolean oneByOne);

    /** The one language that the base model speaks, as in BCP 47; {@code auto} when it speaks several. */
    String language();

    /** The speakers that the base model speaks as without training: a speaker vector under each name. */
    Map<String, float[]> speakers();

    /**
     * Refuses an adapter that can't be merged, at little cost.
     *
     * @throws dev.yinsong.cosyvoice.lora.BadAdapter when the adapter does not fit the base model
     */
    void check(Adapter adapter);

    /**
     * The base model with an adapter merged into it.
     *
     * @param speaker the speaker vector, as the voice was trained with
     * @param norm how the mel was normalised that the voice was trained with
     * @throws dev.yinsong.cosyvoice.lora.BadAdapter when the adapter does not fit the base model
     */
    Talker merge(Adapter adapter, float[] speaker, MelNorm norm);

    /** The base model as it is, speaking with some speaker vector. */
    Talker base(float[] speaker);

    /**
     * A voice that has learnt nothing: it sounds as the base, and is as much work as a trained voice. Whoever made it
     * closes it.
     */
    Talker untaught(float[] speaker);

    /**
     * The base model as it is, going on from a clip (zero-shot), to compare voices that need no clip with. Making it
     * takes a second or so; whoever made it closes it.
     *
     * @param clip speech at any rate, at most 30 s; 3 to 10 s are best
     * @param transcript what is said in it
     * @throws dev.yinsong.common.audio.UnusableAudio when the clip is too long or too short
     * @throws IllegalArgumentException when the transcript has nothing that can be spoken
     */
    Talker imitate(Waveform clip, String transcript);

    /** What ended all speaking for good, if anything did: then only another process can speak. */
    Optional<Throwable> failure();
}
