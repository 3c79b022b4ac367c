package dev.yinsong.cli.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/** A service's log file, appended to from start to start. */
record LogFile(Path path) {

    private static final long LARGE = 20L << 20;
    private static final int TAIL = 64 << 10;
    private static final Pattern FRAME = Pattern.compile("\\s+(at |\\.\\.\\. \\d+ more).*");

    /** Makes room: a large file becomes the one before ({@code .1}). */
    void rotate() throws IOException {
        Files.createDirectories(path.getParent());
        if (Files.exists(path) && Files.size(path) > LARGE) {
            Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Its size in bytes, 0 if there is none yet. */
    long size() {
        return path.toFile().length();
    }

    /**
     * The last lines after a position, at most so many, without the frames of stack traces. A person may have removed
     * the file, or emptied it: then there is one that says so, or what was written since.
     */
    List<String> tail(long from, int lines) {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            var length = file.length();
            var start = Math.max(from > length ? 0 : from, length - TAIL);
            file.seek(start);
            var bytes = new byte[(int) (length - start)];
            file.readFully(bytes);
            var all = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !FRAME.matcher(line).matches())
                    .toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            return List.of("(it can't be read: " + e.getMessage() + ")");
        }
    }
}
