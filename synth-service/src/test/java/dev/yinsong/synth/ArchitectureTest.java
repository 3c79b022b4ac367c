package dev.yinsong.synth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses SYNTH = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.yinsong.synth");

    @Test
    void featuresDoNotGoRoundInCircles() {
        slices().matching("dev.yinsong.synth.(*)..").should().beFreeOfCycles().check(SYNTH);
    }

    @Test
    void onlyTheEngineKnowsTheNetworks() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.yinsong.synth.engine")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.yinsong.cosyvoice",
                        "dev.yinsong.cosyvoice.nn..",
                        "dev.yinsong.cosyvoice.lm..",
                        "dev.yinsong.cosyvoice.flow..",
                        "dev.yinsong.cosyvoice.vocoder..",
                        "ai.djl..")
                .check(SYNTH);
    }

    @Test
    void theEngineKnowsNothingOfHttpOrKafka() {
        noClasses()
                .that()
                .resideInAPackage("dev.yinsong.synth.engine")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.ws.rs..", "org.apache.kafka..", "dev.yinsong.synth.voice", "dev.yinsong.synth.speech")
                .check(SYNTH);
    }
}
