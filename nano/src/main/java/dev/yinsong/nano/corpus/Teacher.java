package dev.yinsong.nano.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * A voice to learn from: a voice of Debian's, perhaps with a shorter or longer vocal tract.
 *
 * @param name unique; the name under which its speech is kept
 * @param program what speaks
 * @param voice the program's name of the voice
 * @param warp factor by which pitch and formants are raised; time is kept
 * @param sentences how many sentences it speaks
 */
public record Teacher(String name, Program program, String voice, double warp, int sentences) {

    /** Who can speak. */
    public enum Program {
        FLITE,
        ESPEAK,
        /** A person, who said what she said. */
        RECORDED
    }

    /** The voice of samples/: nothing is ever trained on it. */
    public static final String HELD_OUT = "awb";

    private static final String KEPT_PERSON = "june";
    private static final String ESPEAK_ACCENT = "en-us";
    private static final int STRANGERS = 8; // every eighth variant of espeak-ng

    public Teacher {
        if (warp < 0.5 || warp > 2) {
            throw new IllegalArgumentException("warp must be between 0.5 and 2, was " + warp);
        }
    }

    /** The voice of samples/. */
    public static Teacher heldOut() {
        return new Teacher(HELD_OUT, Program.FLITE, HELD_OUT, 1, 24);
    }

    /**
     * Whether it speaks English. The sounds of other languages are at best near those that the tokenizer is to tell apart:
     * heard beside English ones they cost more than another voice brings.
     */
    public boolean english() {
        return program != Program.RECORDED || Recordings.english(name);
    }

    /** Whether it speaks well enough for LM and flow to sound like it. */
    public boolean fluent() {
        return program == Program.FLITE;
    }

    /** Whether the product offers it as a voice of its own. */
    public boolean base() {
        return fluent() && warp == 1;
    }

    /**
     * Whether no network is ever trained on it, so that they can be measured on it, and that how a voice is best learned
     * from clips can be chosen on it.
     */
    public boolean stranger() {
        return voice.equals(KEPT_PERSON)
                || program == Program.ESPEAK
                        && ESPEAK_VARIANTS.indexOf(voice.substring(ESPEAK_ACCENT.length() + 1)) % STRANGERS
                                == STRANGERS - 1;
    }

    /**
     * The voices of the nano base: flite's three at several vocal-tract lengths, variants of espeak-ng and people,
     * whom LM and flow don't hear.
     *
     * @param scale 1 for the full corpus, less for a quick one
     */
    public static List<Teacher> all(double scale) {
        List<Teacher> teachers = new ArrayList<>();
        for (String voice : List.of("slt", "rms", "kal16")) {
            teachers.add(flite(voice, 1, 3600, scale));
            for (double warp : List.of(0.88, 0.94, 1.08, 1.16)) {
                teachers.add(flite(voice, warp, 260, scale));
            }
        }
        for (String variant : ESPEAK_VARIANTS) {
            String voice = ESPEAK_ACCENT + "+" + variant;
            teachers.add(new Teacher("espeak-" + variant, Program.ESPEAK, voice, 1, count(16, scale)));
        }
        for (String person : Recordings.PEOPLE) {
            teachers.add(new Teacher(person, Program.RECORDED, person, 1, 0));
        }
        return teachers;
    }

    private static final List<String> ESPEAK_VARIANTS = List.of(
            "Alex",
            "Alicia",
            "Andrea",
            "Andy",
            "Annie",
            "AnxiousAndy",
            "Denis",
            "Diogo",
            "Gene",
            "Gene2",
            "Henrique",
            "Hugo",
            "Jacky",
            "Lee",
            "Marco",
            "Mario",
            "Michael",
            "Mike",
            "Nguyen",
            "Storm",
            "adam",
            "anika",
            "announcer",
            "antonio",
            "aunty",
            "belinda",
            "benjamin",
            "boris",
            "caleb",
            "david",
            "ed",
            "edward",
            "edward2",
            "f1",
            "f2",
            "f3",
            "f4",
            "f5",
            "grandma",
            "grandpa",
            "gustave",
            "iven",
            "iven2",
            "iven3",
            "iven4",
            "john",
            "klatt",
            "klatt2",
            "klatt3",
            "klatt4",
            "klatt5",
            "klatt6",
            "linda",
            "m1",
            "m2",
            "m3",
            "m4",
            "m5",
            "m6",
            "m7",
            "m8",
            "marcelo",
            "max",
            "michel",
            "miguel",
            "norbert",
            "pablo",
            "paul",
            "pedro",
            "quincy",
            "rob",
            "robert",
            "sandro",
            "shelby",
            "steph",
            "steph2",
            "steph3",
            "travis",
            "victor",
            "zac");

    private static Teacher flite(String voice, double warp, int sentences, double scale) {
        String name = warp == 1 ? voice : voice + "-" + Math.round(warp * 100);
        return new Teacher(name, Program.FLITE, voice, warp, count(sentences, scale));
    }

    private static int count(int sentences, double scale) {
        return Math.max(2, (int) Math.round(sentences * scale));
    }
}
