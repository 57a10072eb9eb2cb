package tunewise;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The map of the rooms: each uses only those before it, and libraries stay where they belong. */
class ArchitectureTest {
    /** The map: a floor a line, and what stands on it from left to right. Each room may use those before it. */
    private static final List<String> MAP = List.of(
            "text",
            "training",
            "question",
            "catalog, catalog.csv, catalog.config",
            "estimate, estimate.accuracy",
            "plan",
            "rulebook.language, rulebook.guard, rulebook.analysis, rulebook",
            "advice",
            "ledger.entry, ledger.parquet, ledger.store, ledger.search, ledger.verify, ledger, ledger.replay",
            "access.openid, access",
            "service",
            "remote",
            "workshop, workshop.prices",
            "export",
            "wording",
            "mcp",
            "web.page, web.help, web.answer, web.rules, web.ask, web.workshop, web.ledger, web.access, web.api, web",
            "cli.terminal, cli.access, cli.ledger, cli.ask, cli.rules, cli");

    private static final List<String> ROOMS =
            MAP.stream().flatMap(floor -> Stream.of(floor.split(", "))).toList();
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("tunewise");

    @Test
    void roomsUseOnlyThoseBeforeThem() {
        for (int i = 0; i < ROOMS.size() - 1; i++) {
            mayNotUse(ROOMS.get(i), ROOMS.subList(i + 1, ROOMS.size())).check(CLASSES);
        }
    }

    @Test
    void everyClassLivesInARoomOfTheMap() {
        Set<String> lived = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals("tunewise"))
                .map(name -> name.substring("tunewise.".length()))
                .collect(Collectors.toSet());

        assertEquals(Set.copyOf(ROOMS), lived);
    }

    @Test
    void aBreachIsFound() {
        assertThrows(AssertionError.class, () -> mayNotUse("advice", List.of("catalog"))
                .check(CLASSES));
    }

    @Test
    void onlyTheRulebookKnowsDrools() {
        onlyMayUse("rulebook", "org.drools..", "org.kie..").check(CLASSES);
    }

    @Test
    void onlyTheLedgerKnowsSql() {
        onlyMayUse("ledger", "java.sql..", "org.jdbi..", "org.sqlite..").check(CLASSES);
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
    void onlyAccessKnowsHowPeopleProveThemselves() {
        onlyMayUse("access", "com.nimbusds..", "com.password4j..").check(CLASSES);
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

    private static ArchRule mayNotUse(String room, List<String> others) {
        return noClasses()
                .that()
                .resideInAPackage("tunewise." + room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        others.stream().map(other -> "tunewise." + other).toArray(String[]::new));
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
