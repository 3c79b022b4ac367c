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
    private static final long KIB = 1024;

    private final Path cgroup;

    Machine() {
        this(Path.of("/sys/fs/cgroup"));
    }

    /** @param cgroup where the limits of this process's container are */
    Machine(Path cgroup) {
        this.cgroup = cgroup;
    }

    /** Bytes of memory that can be had without pushing others out. */
    long freeMemory() {
        try {
            long free = available();
            var limit = number("memory.max");
            if (limit.isEmpty()) {
                return free;
            }
            long used = number("memory.current").orElse(0) - inactiveFiles();
            return Math.min(free, limit.getAsLong() - used);
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
        return entry(MEMORY, "MemAvailable:").orElse(Long.MAX_VALUE / KIB) * KIB;
    }

    /** Pages of files that were read or written and are not looked at: they count as used, and are given up first. */
    private long inactiveFiles() throws IOException {
        var stat = cgroup.resolve("memory.stat");
        return Files.isReadable(stat) ? entry(stat, "inactive_file ").orElse(0) : 0;
    }

    private static OptionalLong entry(Path file, String name) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        }
    }

    /** A file's number; empty for {@code max}, and where there is no such file. */
    private OptionalLong number(String name) throws IOException {
        var file = cgroup.resolve(name);
        var text = Files.isReadable(file) ? Files.readString(file).strip() : "";
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
