package dev.yinsong.nano.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * A voice to learn from: a voice of Debian's, perhaps with a shorter or longer vocal tract.
 *
 * @param name unique; the name under which its speech is kept
 * @param program flite or espeak-ng
 * @param voice the program's name of the voice
 * @param warp factor by which pitch and formants are raised; time is kept
 * @param sentences how many sentences it speaks
 */
public record Teacher(String name, Program program, String voice, double warp, int sentences) {

    /** Who can speak. */
    public enum Program {
        FLITE,
        ESPEAK
    }

    /** The voice of samples/: nothing is ever trained on it. */
    public static final String HELD_OUT = "awb";

    public Teacher {
        if (warp < 0.5 || warp > 2) {
            throw new IllegalArgumentException("warp must be between 0.5 and 2, was " + warp);
        }
    }

    /** The voice of samples/. */
    public static Teacher heldOut() {
        return new Teacher(HELD_OUT, Program.FLITE, HELD_OUT, 1, 24);
    }

    /** Whether its phones and their times are known, so that tokenizer and LM may learn from it. */
    public boolean labelled() {
        return program == Program.FLITE;
    }

    /** Whether the product offers it as a voice of its own. */
    public boolean base() {
        return labelled() && warp == 1;
    }

    /**
     * The voices of the nano base: flite's three at several vocal-tract lengths, and variants of espeak-ng
     * that only the speaker encoder and the vocoder hear.
     *
     * @param scale 1 for the full corpus, less for a quick one
     */
    public static List<Teacher> all(double scale) {
        List<Teacher> teachers = new ArrayList<>();
        for (String voice : List.of("slt", "rms", "kal16")) {
            teachers.add(flite(voice, 1, 1800, scale));
            for (double warp : List.of(0.88, 0.94, 1.08, 1.16)) {
                teachers.add(flite(voice, warp, 260, scale));
            }
        }
        for (String accent : List.of("en-us", "en-gb")) {
            for (String variant : ESPEAK_VARIANTS) {
                String name = "espeak-" + accent.substring(3) + "-" + variant;
                teachers.add(new Teacher(name, Program.ESPEAK, accent + "+" + variant, 1, count(14, scale)));
            }
        }
        return teachers;
    }

    private static final List<String> ESPEAK_VARIANTS = List.of(
            "Adam",
            "Alex",
            "Alicia",
            "Andrea",
            "Andy",
            "Annie",
            "Antonio",
            "Auntie",
            "Belinda",
            "Benjamin",
            "Boris",
            "Caleb",
            "David",
            "Denis",
            "Diogo",
            "Ed",
            "Gene",
            "Gustave",
            "Henrique",
            "Hugo",
            "Iven",
            "Jacky",
            "John",
            "Lee",
            "Linda",
            "Marcelo",
            "Marco",
            "Mario",
            "Max",
            "Michael",
            "Miguel",
            "Mike",
            "Nguyen",
            "Pablo",
            "Paul",
            "Pedro",
            "Quincy",
            "Rob",
            "Steph",
            "Storm",
            "Tweaky",
            "Zac",
            "anika",
            "female2",
            "female4",
            "grandpa",
            "klatt2",
            "klatt4",
            "male2",
            "male5",
            "norbert",
            "sandro",
            "shelby",
            "travis",
            "victor",
            "grandma");

    private static Teacher flite(String voice, double warp, int sentences, double scale) {
        String name = warp == 1 ? voice : voice + "-" + Math.round(warp * 100);
        return new Teacher(name, Program.FLITE, voice, warp, count(sentences, scale));
    }

    private static int count(int sentences, double scale) {
        return Math.max(2, (int) Math.round(sentences * scale));
    }
}
