package dev.yinsong.common.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExitWithParentTest {

    @Test
    void stopsOnceWhenTheInputEnds() throws IOException, InterruptedException {
        var stops = new AtomicInteger();
        var input = new PipedInputStream();
        var parent = new PipedOutputStream(input);
        var watch = ExitWithParent.watch(input, stops::incrementAndGet);

        parent.write(new byte[1000]);
        parent.flush();
        assertThat(stops).hasValue(0);
        parent.close();

        assertThat(watch.join(Duration.ofSeconds(30))).isTrue();
        assertThat(stops).hasValue(1);
    }
}
