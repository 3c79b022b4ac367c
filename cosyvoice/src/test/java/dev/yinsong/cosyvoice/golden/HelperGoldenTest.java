package dev.yinsong.cosyvoice.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.cosyvoice.ReferenceData;
import org.junit.jupiter.api.Test;

class HelperGoldenTest {

    @Test
    void agreesWithTheReference() {
        var rows = HelperGolden.compare(ReferenceData.file("golden/common"));

        assertThat(rows)
                .hasSize(13)
                .allSatisfy(row -> assertThat(row.ok()).as(row.toString()).isTrue());
    }
}
