package dev.yinsong.synth.engine;

import dev.yinsong.cosyvoice.lora.Adapter;
import java.util.List;

/** The base model, loaded once: it cuts text into pieces and lends its weights to every voice. Safe for many threads. */
public interface VoiceEngine {

    /** The name of the base model, such as {@code nano}. */
    String name();

    /** SHA-256 of the base model; an adapter that was trained on another one does not fit. */
    String baseHash();

    /** How many numbers describe a speaker. */
    int speakerSize();

    /**
     * A text as the token ids of its pieces, a sentence or so each, in the order in which they are spoken.
     *
     * @return no piece when the text has nothing to speak
     */
    List<int[]> pieces(String text);

    /**
     * The base model with an adapter merged into it.
     *
     * @param speaker the speaker vector, as the voice was trained with
     * @throws dev.yinsong.cosyvoice.lora.BadAdapter when the adapter does not fit the base model
     */
    Talker merge(Adapter adapter, float[] speaker);

    /** The base model as it is, speaking with some speaker vector. */
    Talker base(float[] speaker);
}
