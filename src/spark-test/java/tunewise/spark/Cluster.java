package tunewise.spark;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tunewise.fixtures.ChildProcess;

/** A standalone Spark on the loopback: a master and some workers, each a process with one core. */
final class Cluster implements AutoCloseable {
    /** What Spark asks for on Java 17. */
    private static final List<String> OPENED = Stream.of(
                    "java.lang",
                    "java.lang.invoke",
                    "java.lang.reflect",
                    "java.io",
                    "java.net",
                    "java.nio",
                    "java.util",
                    "java.util.concurrent",
                    "java.util.concurrent.atomic",
                    "sun.nio.ch",
                    "sun.nio.cs",
                    "sun.security.action",
                    "sun.util.calendar")
            .map(each -> "--add-opens=java.base/" + each + "=ALL-UNNAMED")
            .toList();

    private static final String LOOPBACK = "127.0.0.1";
    private static final int SECONDS_TO_BEGIN = 60;
    private static final int TICKS_A_SECOND = 100;

    private final Path home;
    private final Path folder;
    private final String address;
    private final Process master;
    private final List<Process> workers = new ArrayList<>();
    private int logs;

    /** @param home of Spark, whose jars lie in its folder {@code jars} */
    Cluster(Path home, Path folder, int count) throws IOException, InterruptedException {
        this.home = home;
        this.folder = Files.createDirectories(folder);
        int port = freePort();
        this.address = "spark://" + LOOPBACK + ":" + port;
        this.master = start(
                "master",
                "200m",
                "org.apache.spark.deploy.master.Master",
                List.of("--host", LOOPBACK, "--port", Integer.toString(port), "--webui-port", "0"));
        for (int i = 0; i < count; i++) {
            Path work = Files.createDirectories(folder.resolve("work-" + i));
            workers.add(start(
                    "worker-" + i,
                    "200m",
                    "org.apache.spark.deploy.worker.Worker",
                    List.of(
                            "--host",
                            LOOPBACK,
                            "--cores",
                            "1",
                            "--memory",
                            "1500m",
                            "--webui-port",
                            "0",
                            "--work-dir",
                            work.toString(),
                            address)));
        }
        for (int i = 0; i < count; i++) {
            await(folder.resolve("worker-" + i + ".log"), "Successfully registered with master");
        }
    }

    /** A job on its way. */
    record Submitted(Process process, Path out, Path log) {}

    Submitted submit(Path jar, List<String> job) throws IOException {
        String name = "job-" + ++logs;
        List<String> words = new ArrayList<>(List.of(
                "--master",
                address,
                "--class",
                "tunewise.spark.Jobs",
                "--conf",
                "spark.driver.host=" + LOOPBACK,
                "--conf",
                "spark.driver.bindAddress=" + LOOPBACK,
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.executor.memory=1g",
                "--conf",
                "spark.sql.shuffle.partitions=4",
                jar.toString()));
        words.addAll(job);
        Path out = folder.resolve(name + ".out");
        Path log = folder.resolve(name + ".log");
        Process process = builder("1500m", "org.apache.spark.deploy.SparkSubmit", words)
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        return new Submitted(process, out, log);
    }

    /** How many tasks the executors of a worker have ended, as they log. */
    long tasksEnded(int worker) throws IOException {
        long ended = 0;
        try (Stream<Path> files = Files.walk(folder.resolve("work-" + worker))) {
            for (Path log : files.filter(each -> each.endsWith("stderr")).toList()) {
                ended += Files.readAllLines(log).stream()
                        .filter(line -> line.contains("Finished task"))
                        .count();
            }
        }
        return ended;
    }

    /** Takes a worker away with all that it runs, as when a machine goes. */
    void kill(int worker) {
        Process process = workers.get(worker);
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** Seconds of the processor that the workers took with the executors that they have ended; Linux tells them. */
    double workersSeconds() throws IOException {
        double seconds = 0;
        for (Process worker : workers) {
            if (worker.isAlive()) {
                seconds += seconds(worker.pid());
            }
        }
        return seconds;
    }

    /** Likewise of this program and the jobs that it submitted. */
    static double ownSeconds() throws IOException {
        return seconds(ProcessHandle.current().pid());
    }

    private static double seconds(long process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
        // After the name: state is 0, and 11 to 14 are its own time and that of children it waited for.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS_A_SECOND;
    }

    private Process start(String name, String memory, String main, List<String> words) throws IOException {
        return builder(memory, main, words)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve(name + ".log").toFile()))
                .start();
    }

    private ProcessBuilder builder(String memory, String main, List<String> words) {
        List<String> command = new ArrayList<>(List.of(ChildProcess.java(), "-Xmx" + memory, "-XX:+UseSerialGC"));
        command.addAll(OPENED);
        command.addAll(List.of("-cp", home.resolve("jars") + "/*", main));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_LOCAL_IP", LOOPBACK);
        builder.environment().put("SPARK_LOCAL_DIRS", folder.resolve("local").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        return builder;
    }

    private void await(Path log, String words) throws IOException, InterruptedException {
        for (int i = 0; i < 10 * SECONDS_TO_BEGIN; i++) {
            if (Files.exists(log) && Files.readString(log).contains(words)) {
                return;
            }
            Thread.sleep(100);
        }
        close();
        throw new IllegalStateException("no cluster began: " + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < workers.size(); i++) {
            kill(i);
        }
        master.destroyForcibly();
    }
}
