package dev.yinsong.common.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a caller may do. Reading a service's data takes the same role as changing it. */
public enum Role {
    /** Make voices, take in, hear, correct and delete their clips. */
    UPLOAD,
    /** Start, watch and cancel runs. */
    TRAIN,
    /** Choose the version of a voice that speaks. */
    PROMOTE,
    /** Speak, and see which voices can. */
    SPEAK,
    /** All of it. */
    ADMIN;

    /** Every role's name, for messages. */
    public static final String NAMES = Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "));

    /** The name in files, options and tokens. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of a name.
     *
     * @throws IllegalArgumentException for any other word
     */
    @JsonCreator
    public static Role of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no role " + label + ", only " + NAMES));
    }
}
