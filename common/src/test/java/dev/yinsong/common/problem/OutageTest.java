package dev.yinsong.common.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {

    @Test
    void knowsALostConnectionBehindOtherFailures() {
        var refused = new ConnectException("Connection refused");

        assertThat(Outage.is(refused)).isTrue();
        assertThat(Outage.is(new CompletionException(new IllegalStateException("session", refused))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "57P03", "53300", "08006", "40P01"})
    void knowsADatabaseThatStopsOrIsFull(String state) {
        var refused = new SQLException("not now", state);

        assertThat(Outage.is(new IllegalStateException("session", refused))).isTrue();
    }

    @Test
    void knowsAConnectionThatBreaksUnderAWrite() {
        assertThat(Outage.is(new IOException("Broken pipe"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "22001"})
    void takesARefusalOfTheDatabaseForTheProgramsOwnFailure(String state) {
        assertThat(Outage.is(new SQLException("no", state))).isFalse();
    }

    @Test
    void takesOtherFailuresForTheProgramsOwn() {
        assertThat(Outage.is(new NullPointerException())).isFalse();
        assertThat(Outage.is(new UncheckedIOException(new IOException("disk full"))))
                .isFalse();
    }
}
