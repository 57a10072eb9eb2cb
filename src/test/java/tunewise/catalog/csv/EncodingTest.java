package tunewise.catalog.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Fault;
import tunewise.catalog.RuleFiles;

/** Files as old editors and spreadsheets save them. */
class EncodingTest {
    @TempDir
    Path rules;

    @Test
    void whatIsNoUtf8IsNamedByPlaceAndNothingElseOfItsFile() throws Exception {
        Path catalog = Files.createDirectories(rules.resolve("catalog"));
        Files.writeString(
                catalog.resolve("providers.csv"), "id,name\na,b\nc,Zürich\n", Charset.forName("windows-1252"));
        Files.writeString(catalog.resolve("policy.csv"), "id,value\n", StandardCharsets.UTF_16);

        List<Fault> faults = LoadedRelease.faults(RuleFiles.load(rules)).stream()
                .filter(fault ->
                        fault.file().endsWith("providers.csv") || fault.file().endsWith("policy.csv"))
                .toList();
        assertEquals(
                List.of("rules/catalog/policy.csv:1:1", "rules/catalog/providers.csv:3:4"),
                faults.stream()
                        .map(fault -> fault.file() + ":" + fault.line() + ":" + fault.column())
                        .toList());
        assertEquals(
                "Maybe it was saved in another encoding: save it as UTF-8, in a spreadsheet as 'CSV UTF-8'.",
                faults.get(0).hint());
    }
}
