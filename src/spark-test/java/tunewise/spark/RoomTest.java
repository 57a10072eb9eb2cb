package tunewise.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The jobs stand on top of all other rooms, and nothing but them knows Spark. */
class RoomTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("tunewise");

    @Test
    void nobodyUsesTheJobs() {
        noClasses()
                .that()
                .resideOutsideOfPackage("tunewise.spark")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tunewise.spark", "org.apache.spark..", "scala..", "org.apache.hadoop..")
                .check(CLASSES);
    }

    @Test
    void jobsUseNeitherPagesNorTheWorkOfEditingRules() {
        noClasses()
                .that()
                .resideInAPackage("tunewise.spark")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tunewise.web..", "tunewise.mcp..", "tunewise.access..", "tunewise.remote..")
                .check(CLASSES);
    }
}
