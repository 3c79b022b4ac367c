package dev.yinsong.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({"bytes=0-0,0,0", "bytes=2-5,2,5", "bytes=8-,8,9", "bytes=-3,7,9", "bytes=-99,0,9", "bytes=5-99,5,9"})
    void readsARange(String header, long from, long to) {
        assertThat(ByteRange.of(header, 10)).contains(new ByteRange(from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=5-2", "bytes=-0"})
    void refusesARangeThatTheFileHasNot(String header) {
        assertThatThrownBy(() -> ByteRange.of(header, 10)).isInstanceOf(RangeRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=-", "bytes=0-1,3-4", "lines=0-1", "nonsense"})
    void sendsTheWholeForWhatItDoesNotKnow(String header) {
        assertThat(ByteRange.of(header, 10)).isEmpty();
    }

    @Test
    void sendsTheWholeWhenNobodyAsksForAPart() {
        assertThat(ByteRange.of(null, 10)).isEmpty();
    }
}
