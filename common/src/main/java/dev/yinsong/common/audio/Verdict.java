package dev.yinsong.common.audio;

/** What a measurement means for a clip, from best to worst. */
public enum Verdict {
    OK,
    /** Usable, but the voice will be the worse for it. */
    WARN,
    /** Not usable. */
    REJECT
}
