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
import tunewise.text.Choice;

/** A catalog that lacks a row the program asks for is refused with the row's name. */
class RequiredRowsTest {
    @TestFactory
    Stream<DynamicTest> everyRequiredRowTakenAwayIsAFaultWithItsName() {
        return Stream.of(
                        each("policy.csv", "policy value", PolicyValue.values()),
                        each("estimator.csv", "coefficient", EstimatorCoefficient.values()))
                .flatMap(tests -> tests);
    }

    @Test
    void aMisspeltRowIsNamedWithWhatItWasMeantToBe() {
        SortedMap<String, String> files = CatalogFolder.minimal();
        files.computeIfPresent("rules/catalog/policy.csv", (path, text) -> text.replace("set-up-hours", "set-up-hour"));

        assertEquals(
                """
                rules/catalog/policy.csv: the policy value 'set-up-hours' is missing.
                Maybe 'set-up-hour' was meant to be called so.""",
                faults(files).getMessage());
    }

    private static Stream<DynamicTest> each(String file, String noun, Choice[] required) {
        return Stream.of(required)
                .map(row -> DynamicTest.dynamicTest(file + " without " + row.id(), () -> {
                    SortedMap<String, String> files = CatalogFolder.minimal();
                    files.computeIfPresent(
                            "rules/catalog/" + file,
                            (path, text) -> text.replaceFirst("(?m)^" + row.id() + ",.*\n", ""));

                    List<Fault> faults = faults(files).faults();

                    assertTrue(
                            faults.stream()
                                    .anyMatch(fault -> fault.file().equals("rules/catalog/" + file)
                                            && fault.message()
                                                    .equals("the " + noun + " '" + row.id() + "' is missing.")),
                            faults.toString());
                }));
    }

    private static FaultsException faults(SortedMap<String, String> files) {
        return assertThrows(FaultsException.class, () -> CatalogReader.read(new RuleFiles(files)));
    }
}
