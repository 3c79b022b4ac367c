package dev.yinsong.nano.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How foreign sounds would be said with English ones: the rules of foreign.txt. */
final class ForeignSounds {

    private static final String INEXACT = "?", NOTHING = "-";

    private final Map<String, String> ways = new HashMap<>(); // "it a" to "AA|AH"

    ForeignSounds() {
        try (var in = ForeignSounds.class.getResourceAsStream("foreign.txt");
                var lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in, "foreign.txt"), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int last = line.lastIndexOf(' ');
                ways.put(line.substring(0, last), line.substring(last + 1));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The sounds of an utterance, each with the ways to say it.
     *
     * @param sounds in espeak-ng's notation
     * @return nothing when a sound has no rule
     */
    Optional<List<Sound>> spell(String language, List<String> sounds) {
        var spelled = new ArrayList<Sound>();
        for (String sound : sounds) {
            if (sound.startsWith("_") || sound.startsWith("(") || sound.isEmpty()) {
                continue; // a pause, or a change of language
            }
            String rule = ways.get(language + " " + sound);
            if (rule == null) {
                return Optional.empty();
            }
            boolean exact = !rule.startsWith(INEXACT);
            var said = Arrays.stream(rule.substring(exact ? 0 : 1).split("\\|"))
                    .map(way -> way.equals(NOTHING) ? List.<String>of() : List.of(way.split("\\.")))
                    .toList();
            spelled.add(new Sound(said, exact));
        }
        return Optional.of(spelled);
    }
}
