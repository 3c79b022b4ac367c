package dev.yinsong.common.text.spoken;

import java.util.List;
import java.util.regex.Pattern;

/** What telephone numbers look like. */
public final class PhoneNumbers {

    /** {@code +1 (202) 555-0147} */
    public static final String INTERNATIONAL = "(?<![\\w+])\\+(?=(?:[ ()-]{0,3}\\d){7})" // seven digits or more
            + "\\d{1,3}[ -]?(?:\\(\\d{1,5}\\)[ -]?)?\\d{1,11}(?:[ -]\\d{2,5}){0,4}(?!\\d|[.,]\\d)";

    /** {@code (202) 555-0147} */
    public static final String AREA_IN_BRACKETS = "(?<!\\w)\\(\\d{2,5}\\)[ -]?\\d{3,4}[ -]?\\d{4}(?!\\d)";

    /** {@code 202-555-0147}, {@code 978-7-111-00000-0}: three groups or more. */
    public static final String GROUPS = "(?<![\\w-])\\d++(?:-\\d++){2,}+(?![\\w-])";

    private static final Pattern GROUP = Pattern.compile("\\d++");

    private PhoneNumbers() {}

    /** The groups of digits in order. */
    public static List<String> groups(String number) {
        return GROUP.matcher(number).results().map(group -> group.group()).toList();
    }
}
