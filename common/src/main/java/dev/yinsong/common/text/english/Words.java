package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Shapes;

/** Lists of words that more than one rule looks for. */
final class Words {

    /** Words that begin a sentence with a capital and are no names. */
    static final String BEGINNING =
            Shapes.anyOf("I It He She We They You The A An This That There These Those In On At By"
                    + " With From To And But Or So Then When My His Her Our Your Their If As For After Before What Where Who How"
                    + " No Any Some Each Every Is Are Was Has Had");

    /**
     * Nothing, in a group that took part if an article is before it: what is counted in singular then, as in a five dollar
     * bill. A capital A elsewhere than at a beginning is a letter. Put what is cheap to look for before it.
     */
    static final String ARTICLE = "(?:(?<article>(?<=(?<![\\p{L}\\d'’.-])an? |(?:^|[.!?:(\"] ?)An? ))|)";

    private Words() {}
}
