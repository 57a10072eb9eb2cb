package tunewise.catalog.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tunewise.catalog.EstimatorCoefficient;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.TechniqueId;
import tunewise.question.Question;
import tunewise.text.Choice;

/** A catalog that lacks a row the program asks for is refused with the row's name. */
class RequiredRowsTest {
    @TestFactory
    Stream<DynamicTest> everyRequiredRowTakenAwayIsAFaultWithItsName() {
        return Stream.of(
                        each("policy.csv", "policy value", ids(PolicyValue.values())),
                        each("estimator.csv", "coefficient", ids(EstimatorCoefficient.values())),
                        each("techniques.csv", "technique", ids(TechniqueId.values())),
                        each("stacks.csv", "stack", Stream.of(Question.DEFAULT_STACK)),
                        each("scaling.csv", "scaling", Stream.of("1")))
                .flatMap(tests -> tests);
    }

    @Test
    void aMisspeltRowIsNamedWithWhatItWasMeantToBe() {
        SortedMap<String, String> files = CatalogFolder.minimal();
        files.computeIfPresent("rules/catalog/policy.csv", (path, text) -> text.replace("set-up-hours", "set-up-hour"));

        assertEquals(
                """
                rules/catalog/policy.csv: the policy value 'set-up-hours' is missing.
                Maybe 'set-up-hour' needs this name instead.""",
                faults(files).getMessage());
    }

    @Test
    void speedsAreRelativeToOneOfTheSizeClasses() {
        SortedMap<String, String> files = CatalogFolder.minimal();
        files.computeIfPresent("rules/catalog/size-classes.csv", (path, text) -> text.replace(",1,", ",0.9,"));

        assertEquals(
                """
                rules/catalog/size-classes.csv: no size class has the relative_speed 1.
                Maybe it was changed; the others are relative to that class.""",
                faults(files).getMessage());
    }

    private static Stream<String> ids(Choice[] required) {
        return Stream.of(required).map(Choice::id);
    }

    private static Stream<DynamicTest> each(String file, String noun, Stream<String> required) {
        return required.map(row -> DynamicTest.dynamicTest(file + " without " + row, () -> {
            SortedMap<String, String> files = CatalogFolder.minimal();
            files.computeIfPresent(
                    "rules/catalog/" + file, (path, text) -> text.replaceFirst("(?m)^" + row + ",.*\n", ""));

            List<Fault> faults = faults(files).faults();

            assertTrue(
                    faults.stream()
                            .anyMatch(fault -> fault.file().equals("rules/catalog/" + file)
                                    && fault.message().equals("the " + noun + " '" + row + "' is missing.")),
                    faults.toString());
        }));
    }

    private static FaultsException faults(SortedMap<String, String> files) {
        return assertThrows(FaultsException.class, () -> CatalogReader.read(new RuleFiles(files)));
    }
}
