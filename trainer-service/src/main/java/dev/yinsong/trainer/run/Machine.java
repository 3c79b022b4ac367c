package dev.yinsong.trainer.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What is free on the machine that this process runs on, its container's limits included. */
@ApplicationScoped
class Machine {

    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path LIMIT = Path.of("/sys/fs/cgroup/memory.max");
    private static final Path USED = Path.of("/sys/fs/cgroup/memory.current");
    private static final long KIB = 1024;

    /** Bytes of memory that can be had without pushing others out. */
    long freeMemory() {
        try {
            long free = available();
            var limit = Files.isReadable(LIMIT) ? number(LIMIT) : OptionalLong.empty();
            return limit.isPresent()
                    ? Math.min(free, limit.getAsLong() - number(USED).orElse(0))
                    : free;
        } catch (IOException e) {
            throw new UncheckedIOException("the free memory can't be read", e);
        }
    }

    /** What Linux says can be had, its caches given up; elsewhere, what is not in use at all. */
    private static long available() throws IOException {
        if (!Files.isReadable(MEMORY)) {
            var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return system.getFreeMemorySize();
        }
        try (var lines = Files.lines(MEMORY)) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
        }
    }

    /** A file's number; empty for {@code max}. */
    private static OptionalLong number(Path file) throws IOException {
        var text = Files.readString(file).strip();
        return text.matches("\\d+") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** Bytes that can be written where a folder is. */
    long freeDisk(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("the room in " + folder + " can't be told", e);
        }
    }
}
