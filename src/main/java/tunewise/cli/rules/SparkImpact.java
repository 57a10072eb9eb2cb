package tunewise.cli.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tunewise.cli.terminal.TextOutput;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.ledger.Ledger;
import tunewise.ledger.Publications;
import tunewise.ledger.entry.Keys;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.search.Query;
import tunewise.workshop.Bundle;
import tunewise.workshop.Releases;
import tunewise.workshop.WorkFolder;
import tunewise.workshop.Workspace;

/**
 * Has Spark compare recorded answers. The two releases travel as bundles, signed with a key that is made for this one
 * job, so that nobody can take the draft for something that was published.
 */
final class SparkImpact {
    private static final String JAR = "tunewise-spark.jar";

    @Option(
            names = "--master",
            paramLabel = "URL",
            defaultValue = "local[*]",
            description = "with --engine spark, where it works: local[*] (default) or spark://HOST:7077")
    private String master = "local[*]";

    @Option(
            names = "--spark-home",
            paramLabel = "DIR",
            defaultValue = "${env:SPARK_HOME}",
            description = "where Spark 4 is installed (default: the environment variable SPARK_HOME)")
    private @Nullable Path home;

    @Option(
            names = "--spark-jar",
            paramLabel = "FILE",
            description = "the jar of the jobs (default: " + JAR + " beside this program)")
    private @Nullable Path jar;

    @Option(
            names = "--shared",
            paramLabel = "DIR",
            description = "a folder that all workers see, for what the job reads (default: a folder of this machine)")
    private @Nullable Path shared;

    /** Runs the job and returns its exit code; the report goes to out, and the progress of Spark to standard error. */
    int run(Ledger ledger, Releases releases, Publication active, Workspace draft, List<String> options, Output to) {
        List<String> submit = new ArrayList<>(submit(installed()));
        Path jobs = jobs();
        try (WorkFolder folder = new WorkFolder(shared, "tunewise-spark-");
                WorkFolder keys = new WorkFolder(null, "tunewise-key-")) {
            Path work = folder.path();
            Path export = work.resolve("entries.jsonl");
            TextOutput.write(export, writer -> ledger.search().exportJsonl(Query.all(), writer));
            Keys key = Keys.of(keys.path());
            Publication next = new Publication(
                    "draft",
                    Instant.EPOCH,
                    Publications.content(draft.rules(), draft.fixtures()),
                    active.content(),
                    "",
                    "not published",
                    "command-line");
            submit.addAll(List.of("--master", master, "--conf", "spark.ui.showConsoleProgress=" + to.progress()));
            submit.addAll(List.of(jobs.toString(), "impact", "--input", export.toString()));
            submit.addAll(List.of("--key", write(work.resolve("job.pub"), key.publicPem())));
            submit.addAll(List.of("--active", write(work.resolve("active"), bundle(active, releases, key))));
            submit.addAll(List.of("--draft", write(work.resolve("draft"), Bundle.of(next, draft, key::sign))));
            submit.addAll(options);
            return run(submit, to.out());
        } catch (IOException e) {
            throw new UnusableInputException(
                    "we cannot write the files of the job: " + e.getMessage() + ". Maybe --shared names a "
                            + "folder that is full.",
                    e);
        }
    }

    /** Where a report goes, and whether somebody watches. */
    record Output(PrintWriter out, boolean progress) {}

    private static String bundle(Publication active, Releases releases, Keys key) {
        return Bundle.of(active, releases.read(active.content()), key::sign);
    }

    private static String write(Path file, String text) throws IOException {
        return Files.writeString(file, text).toAbsolutePath().toString();
    }

    private Path installed() {
        return Optional.ofNullable(home)
                .filter(folder -> Files.isDirectory(folder.resolve("jars")))
                .orElseThrow(() -> new UnusableInputException(
                        (home == null ? "we do not know where Spark is." : "'" + home + "' has no folder jars.")
                                + " Maybe --spark-home or SPARK_HOME names where Spark 4 is installed."));
    }

    /** Spark's own script where there is one, which reads the settings of its installation; else what it would start. */
    private static List<String> submit(Path home) {
        Path script = home.resolve("bin").resolve("spark-submit");
        if (Files.isExecutable(script)) {
            return List.of(script.toString());
        }
        List<String> java = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp"));
        java.add(home.resolve("jars").resolve("*").toString());
        java.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "--add-opens=java.base/java.lang=ALL-UNNAMED"));
        for (String opened :
                List.of("java.lang.invoke", "java.io", "java.net", "java.nio", "java.util", "sun.nio.ch")) {
            java.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        java.add("org.apache.spark.deploy.SparkSubmit");
        return java;
    }

    private Path jobs() {
        Path found = jar == null ? beside() : jar;
        if (!Files.isRegularFile(found)) {
            throw new UnusableInputException("'" + found + "' is not there. Maybe './mvnw -Pspark package' has to make "
                    + JAR + ", or --spark-jar names where it is.");
        }
        return found.toAbsolutePath();
    }

    private static Path beside() {
        try {
            return Path.of(SparkImpact.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling(JAR);
        } catch (URISyntaxException e) {
            return Path.of(JAR);
        }
    }

    private static int run(List<String> command, PrintWriter out) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(line);
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
