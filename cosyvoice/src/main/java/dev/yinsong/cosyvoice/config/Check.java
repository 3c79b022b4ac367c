package dev.yinsong.cosyvoice.config;

import dev.yinsong.common.model.YamlSection;
import java.util.List;

/** Refusals of numbers that cannot be, in sentences that name the file and the key. */
record Check(YamlSection yaml) {

    /** A whole number of at least 1. */
    int positive(String key) {
        return atLeast(key, yaml.integer(key), 1);
    }

    /** A whole number of at least 1, or upstream's default. */
    int positive(String key, int whenAbsent) {
        return atLeast(key, yaml.integer(key, whenAbsent), 1);
    }

    int atLeast(String key, int value, int least) {
        if (value < least) {
            throw yaml.bad(key, "must be at least " + least + ", is " + value);
        }
        return value;
    }

    /** A number from 0 to 1. */
    double share(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw yaml.bad(key, "must lie between 0 and 1, is " + value);
        }
        return value;
    }

    double above0(String key, double value) {
        if (!(value > 0)) {
            throw yaml.bad(key, "must be above 0, is " + value);
        }
        return value;
    }

    double notNegative(String key, double value) {
        if (!(value >= 0)) {
            throw yaml.bad(key, "must not be negative, is " + value);
        }
        return value;
    }

    /** The first elements of a list that may have more. */
    <T> List<T> first(int count, String key, List<T> list) {
        if (list.size() < count) {
            throw yaml.bad(key, "must have at least " + count + " elements, has " + list.size());
        }
        return list.subList(0, count);
    }

    void equal(String key, int value, String otherKey, int other) {
        if (value != other) {
            throw yaml.bad(key, "is " + value + ", but " + otherKey + " is " + other);
        }
    }

    void divides(String key, int value, String otherKey, int other) {
        if (other % value != 0) {
            throw yaml.bad(key, "is " + value + ", which does not divide " + otherKey + " " + other);
        }
    }

    /** Refuses an option whose value is not the one that is implemented. */
    void unsupported(String key, Object value, Object supported) {
        if (!value.equals(supported)) {
            throw yaml.bad(key, "is " + value + "; only " + supported + " is supported");
        }
    }

    /** Refuses a class of another name, whatever its package. */
    void isClass(String key, YamlSection section, String name) {
        if (!section.className().endsWith("." + name)) {
            throw yaml.bad(key, "is a " + section.className() + "; only " + name + " is supported");
        }
    }
}
