package dev.yinsong.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.yinsong", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule hasNoCycles =
            slices().matching("dev.yinsong.ingest.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule needsNoNetworks = noClasses()
            .that()
            .resideInAPackage("dev.yinsong.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.yinsong.cosyvoice..", "ai.djl..");
}
