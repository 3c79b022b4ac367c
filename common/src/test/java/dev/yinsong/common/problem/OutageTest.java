package dev.yinsong.common.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class OutageTest {

    @Test
    void knowsALostConnectionBehindOtherFailures() {
        var refused = new ConnectException("Connection refused");

        assertThat(Outage.is(refused)).isTrue();
        assertThat(Outage.is(new CompletionException(new IllegalStateException("session", refused))))
                .isTrue();
    }

    @Test
    void takesOtherFailuresForTheProgramsOwn() {
        assertThat(Outage.is(new NullPointerException())).isFalse();
        assertThat(Outage.is(new UncheckedIOException(new IOException("disk full"))))
                .isFalse();
    }
}
