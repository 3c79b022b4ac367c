package dev.yinsong.ingest.upload;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A file that somebody sent.
 *
 * @param name as it was sent, folders included; it tells files apart and is never used as a path
 * @param path where its bytes lie on local disk
 */
record NamedFile(String name, Path path) {

    /** The name without what follows its last dot: {@code a/001.wav} and {@code a/001.txt} have the same. */
    String stem() {
        int dot = name.lastIndexOf('.');
        return dot <= name.lastIndexOf('/') ? name : name.substring(0, dot);
    }

    /** The last part of the name, without folders. */
    String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The {@link #stem} without folders. */
    String id() {
        var stem = stem();
        return stem.substring(stem.lastIndexOf('/') + 1);
    }

    /** The folders of the name, without a slash at the end; empty where there are none. */
    String folder() {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    /** Whether it lies in this folder or deeper; all lie in the one without a name. */
    boolean isWithin(String folder) {
        return folder.isEmpty() || name.startsWith(folder + "/");
    }

    boolean isText() {
        return fileName().toLowerCase(Locale.ROOT).endsWith(".txt");
    }

    boolean isMetadata() {
        return fileName().equalsIgnoreCase("metadata.csv");
    }

    /** What operating systems put into folders and archives unasked. */
    boolean isClutter() {
        var file = fileName().toLowerCase(Locale.ROOT);
        return name.startsWith("__MACOSX/") || file.equals(".ds_store") || file.equals("thumbs.db");
    }
}
