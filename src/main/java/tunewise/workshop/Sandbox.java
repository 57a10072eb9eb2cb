package tunewise.workshop;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tunewise.advice.AnswerJson;
import tunewise.catalog.Fault;
import tunewise.catalog.RuleFiles;
import tunewise.rulebook.KeptBuilds;
import tunewise.service.ProgressListener;

/**
 * Runs work on drafts in a process of its own, with the classes of this one and nothing else of it: no environment, an
 * empty folder to work in, and a limit on time and memory. Whatever a draft does to it, this process goes on.
 *
 * @param time after which the process is killed
 * @param memoryMb heap of the process in MB (2^20 bytes)
 */
public record Sandbox(Duration time, int memoryMb) {
    private static final JsonMapper JSON = AnswerJson.MAPPER;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
    private static final int OUT_OF_MEMORY = 3;
    private static final String COMPLAINTS = "complaints.txt";
    private static final int MOST_COMPLAINTS = 30;

    /** Far more than the rules of this project need, and little enough for the service beside it. */
    public static final Sandbox USUAL = new Sandbox(Duration.ofMinutes(1), 384);

    /**
     * What came of it.
     *
     * @param results what the task reported
     * @param fault why results are missing, if they are
     */
    public record Outcome(List<JsonNode> results, Optional<Fault> fault) {
        public Outcome {
            results = List.copyOf(results);
        }
    }

    /** Checks and compiles the files of a draft; what was compiled is kept, so that it need not be compiled again. */
    public List<Fault> check(RuleFiles files, KeptBuilds builds) {
        Outcome outcome = run(
                CheckTask.class,
                Map.of("files", files.files(), "version", builds.version()),
                ProgressListener.NONE,
                folder -> {},
                folder -> builds.take(files, folder.resolve(CheckTask.BUILT)));
        List<Fault> faults = new ArrayList<>(outcome.results().stream()
                .map(result -> JSON.treeToValue(result, Fault.class))
                .toList());
        outcome.fault().ifPresent(faults::add);
        return faults;
    }

    /** Runs a task on input that can be written as JSON. What steps throw ends it. */
    public Outcome run(Class<? extends SandboxTask> task, Object input, ProgressListener steps) {
        return run(task, input, steps, folder -> {}, folder -> {});
    }

    /**
     * Likewise, with files.
     *
     * @param lay lays into its folder what the task needs besides its input
     */
    public Outcome run(Class<? extends SandboxTask> task, Object input, ProgressListener steps, Consumer<Path> lay) {
        return run(task, input, steps, lay, folder -> {});
    }

    /** Likewise; what the task leaves in its folder can be taken before the folder goes. */
    private Outcome run(
            Class<? extends SandboxTask> task,
            Object input,
            ProgressListener steps,
            Consumer<Path> lay,
            Consumer<Path> left) {
        try {
            try (WorkFolder made = new WorkFolder(null, "tunewise-draft-")) {
                Path folder = made.path();
                lay.accept(folder);
                Path in = Files.write(folder.resolve("in.json"), JSON.writeValueAsBytes(input));
                Outcome outcome = outcome(start(task, folder, in), steps);
                if (outcome.fault().isEmpty()) {
                    left.accept(folder);
                } else {
                    LOG.warn(
                            "{} on a draft: {}{}",
                            task.getSimpleName(),
                            outcome.fault().orElseThrow().message(),
                            complaints(folder));
                }
                return outcome;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(Class<? extends SandboxTask> task, Path folder, Path in) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memoryMb + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData"));
        command.addAll(sharedClasses());
        command.add(SandboxMain.class.getName());
        command.add(task.getName());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("CLASSPATH", classPath());
        return builder.directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectError(folder.resolve(COMPLAINTS).toFile())
                .start();
    }

    private Outcome outcome(Process process, ProgressListener steps) {
        Output output = new Output(process);
        try {
            long end = System.nanoTime() + time.toNanos();
            while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() - end > 0) {
                    return new Outcome(List.of(), limit("took longer than " + time.toSeconds() + " s"));
                }
                steps.at(output.at().done(), output.at().all());
            }
            if (process.exitValue() == OUT_OF_MEMORY) {
                return new Outcome(List.of(), limit("needed more than " + memoryMb + " MB"));
            }
            return output.whole()
                    .filter(results -> process.exitValue() == 0)
                    .map(results -> new Outcome(results, Optional.empty()))
                    .orElseGet(() -> new Outcome(List.of(), limit("broke off")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(List.of(), limit("was interrupted"));
        } finally {
            kill(process);
        }
    }

    /** The beginning of what a process complained of, without what it only mentioned. */
    private static String complaints(Path folder) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(COMPLAINTS), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> !line.contains(" INFO "))
                    .limit(MOST_COMPLAINTS)
                    .map(line -> "\n" + line)
                    .collect(Collectors.joining());
        }
    }

    /** What a process writes, read as it comes, so that it never waits to be read. */
    private static final class Output {
        private final List<JsonNode> results = new ArrayList<>();
        private final Thread reading;
        private volatile SandboxMain.At at = new SandboxMain.At(0, 0);
        private boolean ended;

        Output(Process process) {
            reading = new Thread(() -> read(process.inputReader(StandardCharsets.UTF_8)), "sandbox-results");
            reading.setDaemon(true);
            reading.start();
        }

        private void read(BufferedReader lines) {
            try (lines) {
                for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                    SandboxMain.Line line = JSON.readValue(text, SandboxMain.Line.class);
                    if (line.at() != null) {
                        at = line.at();
                    }
                    if (line.result() != null) {
                        results.add(line.result());
                    }
                    ended = line.ended();
                }
            } catch (IOException | JacksonException e) {
                ended = false;
            }
        }

        SandboxMain.At at() {
            return at;
        }

        /** All results, unless some are missing. */
        Optional<List<JsonNode>> whole() throws InterruptedException {
            reading.join();
            return ended ? Optional.of(results) : Optional.empty();
        }
    }

    private static Optional<Fault> limit(String what) {
        return Optional.of(Fault.at(
                "rules",
                0,
                "the work on this draft " + what + ".",
                "Maybe a rule puts too many facts together, or makes what lets it fire again."));
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    /** The classes of this process, however it was started: from a jar, a list of jars, or by a loader of its own. */
    private static String classPath() {
        Set<String> parts = new LinkedHashSet<>();
        for (ClassLoader loader = Sandbox.class.getClassLoader(); loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader known) {
                Stream.of(known.getURLs()).map(Sandbox::path).forEach(parts::add);
            }
        }
        Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
                .filter(part -> !part.isEmpty())
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .forEach(parts::add);
        return String.join(File.pathSeparator, parts);
    }

    /** The archive of classes that this process was started with, if it was. */
    private static List<String> sharedClasses() {
        return Stream.of(ProcessHandle.current().info().arguments().orElse(new String[0]))
                .filter(argument -> argument.startsWith("-XX:SharedArchiveFile="))
                .findFirst()
                .map(archive -> List.of(archive, "-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr"))
                .orElse(List.of());
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return url.getPath();
        }
    }
}
