package dev.yinsong.cosyvoice.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.ReferenceData;
import dev.yinsong.cosyvoice.config.CosyVoiceConfigs;
import org.junit.jupiter.api.Test;

class LoraInputsTest {

    private final SafeTensors golden = SafeTensors.open(ReferenceData.file("golden/a/lora.golden.safetensors"));

    @Test
    void takesTimesAsTheyWereDrawnWhereTheScheduleIsALine() {
        var text = CosyVoiceConfigs.text();
        assertThat(text).contains("t_scheduler: cosine");
        var linear = CosyVoiceConfigs.parse(text.replace("t_scheduler: cosine", "t_scheduler: linear"));

        assertThat(new LoraInputs(golden, linear.flow()).all().times())
                .containsExactly(golden.tensor("in.t").floats());
    }

    @Test
    void movesTimesToTheStartWhereTheScheduleIsACosine() {
        float drawn = golden.tensor("in.t").floats()[0];

        assertThat(new LoraInputs(golden, CosyVoiceConfigs.full().flow()).all().times()[0])
                .isEqualTo((float) (1 - Math.cos(drawn * Math.PI / 2)));
    }
}
