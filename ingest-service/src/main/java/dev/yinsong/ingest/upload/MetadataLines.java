package dev.yinsong.ingest.upload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines of each {@code metadata.csv} in an upload, and the recordings that they are for: those in the file's folder
 * and below, unless a file nearer to them has the id, too. A line with no such recording may be for one elsewhere, if only
 * one has its id.
 */
final class MetadataLines {

    /**
     * A line of a {@code metadata.csv}.
     *
     * @param folder the file's
     * @param id a recording's name without folders and ending
     * @param text what is said
     */
    record Line(String folder, String id, String text) {

        /** The name of a recording that would be for this line, without its ending. */
        String stem() {
            return folder.isEmpty() ? id : folder + "/" + id;
        }
    }

    private final Map<String, List<Line>> lines = new LinkedHashMap<>(); // by id
    private final Map<String, List<Line>> candidates = new HashMap<>(); // by a recording's stem
    private final Map<Line, Set<String>> stems = new HashMap<>(); // of the recordings that a line may be for

    MetadataLines(List<NamedFile> metadata, List<NamedFile> recordings) throws IOException {
        for (var file : metadata) {
            Metadata.read(file.path())
                    .forEach((id, text) ->
                            lines.computeIfAbsent(id, any -> new ArrayList<>()).add(new Line(file.folder(), id, text)));
        }
        var sameId = recordings.stream()
                .collect(Collectors.groupingBy(
                        NamedFile::id, Collectors.mapping(NamedFile::stem, Collectors.toUnmodifiableSet())));
        for (var recording : recordings) {
            boolean only = sameId.getOrDefault(recording.id(), Set.of()).size() == 1;
            var found = candidates(recording, only);
            candidates.put(recording.stem(), found);
            found.forEach(line ->
                    stems.computeIfAbsent(line, any -> new LinkedHashSet<>()).add(recording.stem()));
        }
    }

    private List<Line> candidates(NamedFile recording, boolean only) {
        var all = lines.getOrDefault(recording.id(), List.of());
        var above =
                all.stream().filter(line -> recording.isWithin(line.folder())).toList();
        if (above.isEmpty()) {
            return only ? all : List.of();
        }
        var nearest = above.stream()
                .map(Line::folder)
                .max(Comparator.comparing(String::length))
                .orElseThrow();
        return above.stream().filter(line -> line.folder().equals(nearest)).toList();
    }

    /** The line for this recording, where no other could be, nor the line for another recording. */
    Optional<Line> of(NamedFile recording) {
        var found = candidates.getOrDefault(recording.stem(), List.of());
        boolean sure = found.size() == 1
                && stems.getOrDefault(found.getFirst(), Set.of()).size() == 1;
        return sure ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** Whether there is a line with this id, whatever recording it is for. */
    boolean has(String id) {
        return lines.containsKey(id);
    }

    /** The lines that may be for no recording at all, in their order. */
    Stream<Line> unused() {
        return lines.values().stream().flatMap(List::stream).filter(line -> !stems.containsKey(line));
    }
}
