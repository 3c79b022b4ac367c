package dev.yinsong.ingest.upload;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.util.Map;

/** An archive that is damaged, or up to something. The member {@code reason} says in a word why; nothing of it is kept. */
class ArchiveRefused extends Problem {

    private static final long serialVersionUID = 1;

    private ArchiveRefused(String reason, String detail) {
        super(
                new Details(
                        URI.create("urn:problem:archive-refused"),
                        "Archive refused",
                        422,
                        detail,
                        Map.of("reason", reason)),
                Map.of());
    }

    static ArchiveRefused unreadable(String why) {
        return new ArchiveRefused("unreadable", "The archive is no zip that can be read: " + why + ".");
    }

    static ArchiveRefused name(String name) {
        return new ArchiveRefused(
                "unsafe-name",
                "The archive has an entry that would leave its folder: " + name
                        + ". Pack the clips again by plain names.");
    }

    static ArchiveRefused nested(String name) {
        return new ArchiveRefused("nested", "The archive holds another archive: " + name + ". Pack only the clips.");
    }

    static ArchiveRefused ratio(String name, int ratio) {
        return new ArchiveRefused(
                "expansion", "The entry " + name + " grows more than " + ratio + " times when it is unpacked.");
    }

    static ArchiveRefused empty() {
        return new ArchiveRefused("empty", "There is no clip in the archive: pack 001.wav with 001.txt, and so on.");
    }
}
