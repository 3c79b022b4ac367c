package dev.yinsong.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

    private static final long MIB = 1 << 20;

    @TempDir
    Path cgroup;

    @Test
    void countsPagesOfFilesThatNobodyLooksAtAsFree() throws IOException {
        write("memory.max", 64 * MIB);
        write("memory.current", 60 * MIB);
        Files.writeString(
                cgroup.resolve("memory.stat"), "anon 1\nfile 2\ninactive_file " + 20 * MIB + "\nactive_file 9\n");

        assertThat(new Machine(cgroup).freeMemory()).isEqualTo(24 * MIB);
    }

    @Test
    void hasWhatTheMachineHasWhereNothingIsLimited() throws IOException {
        Files.writeString(cgroup.resolve("memory.max"), "max\n");

        assertThat(new Machine(cgroup).freeMemory()).isGreaterThan(64 * MIB);
    }

    private void write(String file, long number) throws IOException {
        Files.writeString(cgroup.resolve(file), number + "\n");
    }
}
