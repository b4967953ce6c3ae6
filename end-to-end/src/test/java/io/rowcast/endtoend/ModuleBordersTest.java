package io.rowcast.endtoend;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ModuleBordersTest {

    private static final String[] SERVICES = { "io.rowcast.ingest..", "io.rowcast.mysql..", "io.rowcast.s3..",
            "io.rowcast.search.." };

    private static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("io.rowcast.record", "io.rowcast.connect", "io.rowcast.sink", "io.rowcast.operator",
                "io.rowcast.ingest", "io.rowcast.mysql", "io.rowcast.s3", "io.rowcast.search");

    @Test
    void everyServiceIsThere() {
        for (String service : SERVICES) {
            assertThat(CLASSES.stream()
                .filter(each -> (each.getPackageName() + ".").startsWith(service.substring(0, service.length() - 1))))
                .as(service)
                .isNotEmpty();
        }
    }

    @Test
    void servicesDoNotKnowEachOther() {
        for (String service : SERVICES) {
            String[] others = java.util.Arrays.stream(SERVICES)
                .filter(each -> !each.equals(service))
                .toArray(String[]::new);
            ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(service)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
        }
    }

    @Test
    void commonDoesNotKnowTheServices() {
        ArchRuleDefinition.noClasses()
            .that()
            .resideInAnyPackage("io.rowcast.record..", "io.rowcast.connect..", "io.rowcast.sink..",
                    "io.rowcast.operator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SERVICES)
            .check(CLASSES);
    }

    @Test
    void onlyTheRuntimeKnowsTheRuntime() {
        ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage("io.rowcast.sink.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.rowcast.sink.runtime..")
            .check(CLASSES);
    }

    @Test
    void onlyTheRuntimeKnowsTheDeadLetters() {
        ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackages("io.rowcast.sink.runtime..", "io.rowcast.sink.deadletters..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.rowcast.sink.deadletters..")
            .check(CLASSES);
    }

    @Test
    void theContractOfARecordDependsOnNothingElseOfOurs() {
        ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("io.rowcast.record..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rowcast.connect..", "io.rowcast.sink..", "io.rowcast.operator..")
            .check(CLASSES);
    }

    @Test
    void whatPlugsInKnowsTheContractOfARecordOnly() {
        ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("io.rowcast.connect..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.rowcast.sink..", "io.rowcast.operator..")
            .check(CLASSES);
    }

    @Test
    void theClassesOfAServiceAreItsOwn() {
        ArchRuleDefinition.classes()
            .that()
            .resideInAnyPackage("io.rowcast.mysql", "io.rowcast.s3", "io.rowcast.search")
            .and()
            .areTopLevelClasses()
            .and()
            .haveSimpleNameNotEndingWith("Application")
            .and()
            .haveSimpleNameNotEndingWith("Properties")
            .and()
            .haveSimpleNameNotEndingWith("package-info")
            .should()
            .notHaveModifier(JavaModifier.PUBLIC)
            .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices().matching("io.rowcast.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageTellsWhatMayBeNull() {
        CLASSES.stream()
            .map(each -> each.getPackage())
            .distinct()
            .forEach(each -> assertThat(each.isAnnotatedWith(NullMarked.class)).as(each.getName()).isTrue());
    }

}
