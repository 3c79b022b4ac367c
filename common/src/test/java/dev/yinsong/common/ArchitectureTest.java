package dev.yinsong.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.yinsong.common", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsJakartaOnlyInProblemsAndTheOutboxEntry = noClasses()
            .that()
            .resideOutsideOfPackages("..problem..", "..outbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta..");

    @ArchTest
    static final ArchRule knowsNoFramework = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.smallrye..", "io.vertx..", "org.hibernate..", "ai.djl..");

    @ArchTest
    static final ArchRule knowsKafkaOnlyWhereEventsTravel = noClasses()
            .that()
            .resideOutsideOfPackages("..event..", "..outbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule hasNoCycles =
            slices().matching("dev.yinsong.common.(*)..").should().beFreeOfCycles();
}
