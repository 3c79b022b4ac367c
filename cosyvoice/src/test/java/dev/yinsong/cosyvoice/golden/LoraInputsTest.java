package dev.yinsong.cosyvoice.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.ReferenceData;
import dev.yinsong.cosyvoice.config.CosyVoiceConfigs;
import dev.yinsong.cosyvoice.config.FlowConfig;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Scope;
import org.junit.jupiter.api.Test;

class LoraInputsTest {

    private final SafeTensors golden = SafeTensors.open(ReferenceData.file("golden/a/lora.golden.safetensors"));

    @Test
    void takesTimesAsTheyWereDrawnWhereTheScheduleIsALine() {
        var text = CosyVoiceConfigs.text();
        assertThat(text).contains("t_scheduler: cosine");
        var linear = CosyVoiceConfigs.parse(text.replace("t_scheduler: cosine", "t_scheduler: linear"));

        assertThat(times(linear.flow())).containsExactly(golden.tensor("in.t").floats());
    }

    @Test
    void movesTimesToTheStartWhereTheScheduleIsACosine() {
        float drawn = golden.tensor("in.t").floats()[0];

        assertThat(times(CosyVoiceConfigs.full().flow())[0])
                .isCloseTo(
                        (float) (1 - Math.cos(drawn * Math.PI / 2)), within(1e-6f)); // libtorch has a cosine of its own
    }

    private float[] times(FlowConfig config) {
        try (var scope = Scope.open()) {
            return new LoraInputs(golden, config)
                    .all()
                    .draw(config.melSize(), DType.F32)
                    .t()
                    .floats();
        }
    }
}
