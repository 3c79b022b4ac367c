package dev.yinsong.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.yinsong.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule featuresDoNotGoRoundInCircles =
            slices().matching("dev.yinsong.cli.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule servicesAreReachedOverHttpOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.yinsong.ingest..", "dev.yinsong.trainer..", "dev.yinsong.synth..");
}
