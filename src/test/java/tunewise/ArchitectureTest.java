package tunewise;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of the packages: each may use those before it, and libraries stay where they belong. */
class ArchitectureTest {
    private static final List<String> ORDER = List.of(
            "question",
            "catalog",
            "estimate",
            "plan",
            "rulebook",
            "advice",
            "audit",
            "workshop",
            "fetch",
            "prices",
            "export",
            "mcp",
            "web",
            "cli");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("tunewise");

    @Test
    void packagesUseOnlyThoseBeforeThem() {
        for (int i = 0; i < ORDER.size(); i++) {
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(name -> "tunewise." + name + "..")
                    .toArray(String[]::new);
            if (later.length > 0) {
                mayNotUse(ORDER.get(i), later).check(CLASSES);
            }
        }
    }

    @Test
    void aBreachIsFound() {
        assertThrows(AssertionError.class, () -> mayNotUse("advice", "tunewise.catalog..")
                .check(CLASSES));
    }

    @Test
    void onlyTheRulebookKnowsDrools() {
        onlyMayUse("rulebook", "org.drools..", "org.kie..").check(CLASSES);
    }

    @Test
    void onlyTheAuditKnowsSql() {
        onlyMayUse("audit", "java.sql..", "org.jdbi..", "org.sqlite..").check(CLASSES);
    }

    @Test
    void onlyWebKnowsJavalin() {
        onlyMayUse("web", "io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..")
                .check(CLASSES);
    }

    @Test
    void onlyTheWaysInForAssistantsKnowTheirProtocol() {
        noClasses()
                .that()
                .resideOutsideOfPackages("tunewise.mcp..", "tunewise.web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.modelcontextprotocol..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineKnowsPicocli() {
        noClasses()
                .that()
                .resideOutsideOfPackages("tunewise.cli..", "tunewise")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..")
                .check(CLASSES);
    }

    private static ArchRule mayNotUse(String name, String... others) {
        return noClasses()
                .that()
                .resideInAPackage("tunewise." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true);
    }

    private static ArchRule onlyMayUse(String name, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage("tunewise." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }
}
