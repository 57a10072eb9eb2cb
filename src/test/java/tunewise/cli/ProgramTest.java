package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.cli.terminal.ExitCode;
import tunewise.fixtures.ChildProcess;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.FewRules;
import tunewise.fixtures.FrozenFolder;
import tunewise.fixtures.ShippedRules;
import tunewise.workshop.Folder;

/** The program as people start it: a process of its own, its output in a file, on a machine set up for German. */
class ProgramTest {
    /** Native access as the manifest of the jar says. */
    private static final List<String> OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Duser.language=de",
            "-Duser.country=DE",
            "-Dtunewise.rules=" + FrozenFolder.rules());

    /** One for all tests, with rules that an earlier start compiled; what is tested is what comes after that. */
    @TempDir
    static Path data;

    @TempDir
    Path folder;

    @BeforeAll
    static void layRules() {
        CompiledRules.layInto(data.resolve("compiled-rules"));
    }

    @Test
    void anAnswerReadsTheSameInWhateverLanguageTheMachineIsSetUp() throws Exception {
        Recommendation answer = AnswerJson.read(fine("advise", "Llama 3.1 8B", "--tokens", "5M", "--json"));

        Recommendation here = ShippedRules.ADVISOR.advise(answer.question(), answer.id(), Instant.EPOCH);
        assertEquals(here.rules(), answer.rules());
        assertEquals(here.caveats(), answer.caveats());
        assertEquals(here.excluded(), answer.excluded());
    }

    @Test
    void wordsForPeopleHaveNoCommaForAPoint() throws Exception {
        String words = fine("advise", "Llama 3.1 8B", "--tokens", "5M");

        assertFalse(Pattern.compile("\\d,\\d{1,2}\\b").matcher(words).find(), words);
        assertTrue(fine("ledger", "key").strip().endsWith("-----END PUBLIC KEY-----"));
    }

    @Test
    void misuseIsReportedOnStandardErrorWithItsExitCode() throws Exception {
        Process program = start("advise", "Llama 3.1 8B", "--tokens", "many");

        assertTrue(program.waitFor(60, TimeUnit.SECONDS));
        assertEquals(ExitCode.MISUSED, program.exitValue());
        assertEquals("", Files.readString(out()));
        assertTrue(Files.readString(err()).startsWith("--tokens: 'many'"), Files.readString(err()));
    }

    @Test
    void aServiceThatIsAskedToStopHasAnsweredAndEndsByItself() throws Exception {
        Process service = start("serve", "--port", "0");
        String answer;
        Path backup = folder.resolve("backup.db");
        try {
            String address = address(service);
            fine("ledger", "backup", "--out", backup.toString());
            Process restoring = start("ledger", "restore", backup.toString(), "--comment", "too early");
            assertTrue(restoring.waitFor(60, TimeUnit.SECONDS));
            assertEquals(ExitCode.FOUND_SOMETHING, restoring.exitValue());
            assertTrue(Files.readString(err()).contains("the ledger is in use; nothing was changed"));
            HttpResponse<String> answered = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address + "api/recommendations"))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "{\"model\": \"Llama 3.1 8B\", \"tokens\": 5000000}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(201, answered.statusCode());
            answer = AnswerJson.read(answered.body()).id();

            service.destroy();

            assertTrue(service.waitFor(30, TimeUnit.SECONDS));
        } finally {
            service.destroyForcibly();
        }
        Path exported = folder.resolve("export.jsonl");
        fine("ledger", "export", "--out", exported.toString());
        assertTrue(Files.readString(exported).contains(answer));
    }

    @Test
    void anAssistantAsksOverStandardInputAndOutput() {
        List<String> command = command(List.of("mcp", "--data", data.toString()));
        ServerParameters program = ServerParameters.builder(command.get(0))
                .args(command.subList(1, command.size()))
                .build();
        try (McpSyncClient assistant = McpClient.sync(new StdioClientTransport(program, McpJsonDefaults.getMapper()))
                .requestTimeout(Duration.ofMinutes(2))
                .initializationTimeout(Duration.ofMinutes(2))
                .build()) {
            assistant.initialize();

            CallToolResult reported = assistant.callTool(CallToolRequest.builder("recommend_setup")
                    .arguments(Map.of("model", "Llama 3.1 8B", "tokens", 5_000_000))
                    .build());

            assertFalse(reported.isError());
            assertTrue(reported.content().get(0).toString().contains("recommended"));
        }
    }

    @Test
    void aFirstStartCompilesItsRulesAndTheNextFindsThemCompiled(@TempDir Path cold) throws Exception {
        String rules = Folder.written(FewRules.FILES, cold).toString();
        String[] words = {"advise", "Llama 2 7B", "--tokens", "5M", "--knowledge", "guide", "--rules", rules};

        String first = fine(startIn(cold, words));
        Path build = onlyFile(cold.resolve("compiled-rules"));
        FileTime written = Files.getLastModifiedTime(build);
        String next = fine(startIn(cold, words));

        assertEquals(withoutId(first), withoutId(next));
        assertEquals(build, onlyFile(cold.resolve("compiled-rules")));
        assertEquals(written, Files.getLastModifiedTime(build));
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), all::toString);
            return all.get(0);
        }
    }

    private static String withoutId(String answer) {
        return answer.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "id");
    }

    private String fine(String... words) throws Exception {
        return fine(start(words));
    }

    private String fine(Process program) throws Exception {
        assertTrue(program.waitFor(120, TimeUnit.SECONDS));
        assertEquals("", Files.readString(err()));
        assertEquals(0, program.exitValue());
        return Files.readString(out());
    }

    private Process start(String... words) throws IOException {
        return startIn(data, words);
    }

    private Process startIn(Path data, String... words) throws IOException {
        List<String> command = command(Stream.concat(Stream.of(words), Stream.of("--data", data.toString()))
                .toList());
        return new ProcessBuilder(command)
                .redirectOutput(out().toFile())
                .redirectError(err().toFile())
                .start();
    }

    private static List<String> command(List<String> words) {
        return ChildProcess.command(OPTIONS, "tunewise.Main", words);
    }

    private String address(Process service) throws Exception {
        return ChildProcess.address(service, out(), err()).toString();
    }

    private Path out() {
        return folder.resolve("out.txt");
    }

    private Path err() {
        return folder.resolve("err.txt");
    }
}
