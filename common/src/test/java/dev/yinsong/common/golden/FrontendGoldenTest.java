package dev.yinsong.common.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.ReferenceData;
import org.junit.jupiter.api.Test;

class FrontendGoldenTest {

    @Test
    void computesWhatTheReferenceComputed() {
        var rows = FrontendGolden.compare(ReferenceData.path("golden/common"));

        assertThat(rows)
                .allSatisfy(row -> assertThat(row.ok()).as(row.toString()).isTrue());
        assertThat(rows).extracting(GoldenRow::name).contains("fade out", "frontend sine22050.fbank_meannorm");
    }
}
