package dev.yinsong.nano.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.nano.corpus.Teacher.Program;
import org.junit.jupiter.api.Test;

class TeacherTest {

    @Test
    void neverLearnsFromTheVoiceOfTheSamples() {
        assertThat(Teacher.all(1)).extracting(Teacher::voice).doesNotContain(Teacher.HELD_OUT);
    }

    @Test
    void keepsAPersonAndEveryEighthVariantOfEspeakOutOfAllTraining() {
        var strangers = Teacher.all(1).stream().filter(Teacher::stranger).toList();

        assertThat(strangers).filteredOn(t -> t.program() == Program.RECORDED).hasSize(1);
        assertThat(strangers).filteredOn(t -> t.program() == Program.ESPEAK).hasSize(10);
        assertThat(strangers).noneMatch(Teacher::fluent);
    }

    @Test
    void offersOnlyPlainVoicesThatSpeakFluently() {
        assertThat(Teacher.all(1).stream().filter(Teacher::base).map(Teacher::name))
                .containsExactly("slt", "rms", "kal16");
    }
}
