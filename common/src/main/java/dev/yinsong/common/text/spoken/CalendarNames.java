package dev.yinsong.common.text.spoken;

import java.time.DayOfWeek;
import java.time.Month;
import java.util.Arrays;
import java.util.Locale;

/** English names of months and weekdays, whole or by their first three letters. */
public final class CalendarNames {

    /** A month's name, perhaps shortened with a full stop that ends no sentence. */
    public static final String MONTH =
            "(?:(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
                    + "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b"
                    + "(?:(?<!\\w{5}|May|June|July)\\.(?=,? ?'?\\d|,| [a-z]))?+)";

    /** The first letters of a weekday. */
    public static final String WEEKDAY = Shapes.anyOf("Mon Tue Wed Thu Fri Sat Sun");

    private CalendarNames() {}

    /** The month that {@link #MONTH} has found. */
    public static Month month(String name) {
        return named(name, Month.values());
    }

    /** The day that {@link #WEEKDAY} has found. */
    public static DayOfWeek weekday(String name) {
        return named(name, DayOfWeek.values());
    }

    private static <E extends Enum<E>> E named(String name, E[] all) {
        var letters = name.substring(0, 3).toUpperCase(Locale.ROOT);
        return Arrays.stream(all)
                .filter(one -> one.name().startsWith(letters))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no month or weekday is called " + name));
    }
}
