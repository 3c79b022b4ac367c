package dev.yinsong.synth.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class VoiceNameTest {

    @Test
    void aBareNameMeansTheCurrentVersion() {
        assertThat(VoiceName.of("anna")).isEqualTo(new VoiceName("anna", OptionalInt.empty(), false));
    }

    @Test
    void aNumberAfterTheAtSignPinsTheVersion() {
        assertThat(VoiceName.of("anna@12")).isEqualTo(new VoiceName("anna", OptionalInt.of(12), false));
    }

    @Test
    void baseAfterTheAtSignMeansASpeakerOfTheBaseModel() {
        assertThat(VoiceName.of("anna@base")).isEqualTo(VoiceName.ofBaseSpeaker("anna"));
        assertThat(VoiceName.of("anna@base")).hasToString("anna@base");
    }

    @Test
    void whatIsNoVersionBelongsToTheName() {
        for (var odd : new String[] {"@base", "anna@", "anna@0", "anna@x", "@3", "anna@99999999999"}) {
            assertThat(VoiceName.of(odd)).isEqualTo(new VoiceName(odd, OptionalInt.empty(), false));
        }
    }
}
