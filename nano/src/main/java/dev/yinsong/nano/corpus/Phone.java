package dev.yinsong.nano.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * A sound of an utterance and when it ends.
 *
 * @param name the voice's own name of the sound; {@code pau} is a pause
 * @param end seconds from the start of the utterance
 */
public record Phone(String name, double end) {

    public static final String PAUSE = "pau";

    /** A sound that English doesn't have. */
    public static final String UNKNOWN = "?";

    /** The name under which all voices know the sound: only flite tells a weak vowel from a short u. */
    public String canonical() {
        return name.equals("ax") ? "ah" : name;
    }

    /** Reads {@code "pau:0.18 dh:0.24"}, as flite prints it; times that start again go on instead. */
    public static List<Phone> parse(String line) {
        List<Phone> phones = new ArrayList<>();
        double offset = 0;
        double last = 0;
        for (String part : line.strip().split("\\s+")) {
            int colon = part.lastIndexOf(':');
            if (colon < 1) {
                continue;
            }
            double end = Double.parseDouble(part.substring(colon + 1));
            if (end < last) {
                offset += last;
            }
            phones.add(new Phone(part.substring(0, colon), offset + end));
            last = end;
        }
        return phones;
    }

    @Override
    public String toString() {
        return name + ":" + Math.round(end * 1e4) / 1e4;
    }
}
