package tunewise.bench;

import com.sun.management.ThreadMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one answer costs, as processor time of the thread and bytes allocated, so that it converges on a busy machine
 * too: several builds in one process, each in a class loader of its own, take turns at the same questions, and the
 * medians are told with their quartiles.
 *
 * <pre>CostBenchmark [rounds] [name=class path]...</pre>
 *
 * <p>Without a class path, this very build. A class path needs the classes of {@link CostWork} too; rules are those of
 * the working folder.
 */
public final class CostBenchmark {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP_ROUNDS = 6;
    private static final double NANOS_A_TURN = 60e6;

    private CostBenchmark() {}

    public static void main(String[] args) throws Exception {
        // As the product does.
        Locale.setDefault(Locale.ROOT);
        Locale.setDefault(Locale.Category.FORMAT, Locale.US);
        List<String> arguments = new ArrayList<>(List.of(args));
        int rounds = arguments.isEmpty() || arguments.get(0).contains("=") ? 20 : Integer.parseInt(arguments.remove(0));
        Map<String, Map<String, Runnable>> builds = new LinkedHashMap<>();
        if (arguments.isEmpty()) {
            builds.put("this", CostWork.all());
        }
        for (String build : arguments) {
            int split = build.indexOf('=');
            builds.put(build.substring(0, split), of(build.substring(split + 1)));
        }
        for (String kind : builds.values().iterator().next().keySet()) {
            measure(kind, builds, rounds);
        }
    }

    /** The work of another build; what its libraries look up goes by the thread's own class loader. */
    @SuppressWarnings("unchecked")
    private static Map<String, Runnable> of(String classPath) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            urls.add(url(entry));
        }
        ClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        return (Map<String, Runnable>)
                loader.loadClass(CostWork.class.getName()).getMethod("all").invoke(null);
    }

    private static URL url(String entry) throws MalformedURLException {
        return Path.of(entry).toUri().toURL();
    }

    private static void measure(String kind, Map<String, Map<String, Runnable>> builds, int rounds) {
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        Map<String, Integer> times = new LinkedHashMap<>();
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (Map.Entry<String, Map<String, Runnable>> build : builds.entrySet()) {
                Runnable work = build.getValue().get(kind);
                if (work == null) {
                    continue;
                }
                Cost cost = cost(work, times.getOrDefault(build.getKey(), 10));
                times.put(build.getKey(), (int) Math.max(1, Math.min(5_000, NANOS_A_TURN / cost.nanos)));
                if (round >= 0) {
                    costs.computeIfAbsent(build.getKey(), key -> new ArrayList<>())
                            .add(cost);
                }
            }
        }
        double[] first = null;
        for (Map.Entry<String, List<Cost>> build : costs.entrySet()) {
            double[] nanos =
                    build.getValue().stream().mapToDouble(Cost::nanos).sorted().toArray();
            double bytes = median(
                    build.getValue().stream().mapToDouble(Cost::bytes).sorted().toArray());
            first = first == null ? new double[] {median(nanos), bytes} : first;
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %-10s %8.0f us (%.0f to %.0f, least %.0f), %6.0f KB; %.2f of the time, %.2f of the bytes%n",
                    kind,
                    build.getKey(),
                    median(nanos) / 1e3,
                    nanos[nanos.length / 4] / 1e3,
                    nanos[nanos.length * 3 / 4] / 1e3,
                    nanos[0] / 1e3,
                    bytes / 1024,
                    median(nanos) / first[0],
                    bytes / first[1]);
        }
    }

    private static Cost cost(Runnable work, int times) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            work.run();
        }
        return new Cost(
                (THREADS.getCurrentThreadCpuTime() - nanos) / (double) times,
                (THREADS.getCurrentThreadAllocatedBytes() - bytes) / (double) times);
    }

    private static double median(double[] sorted) {
        return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
    }

    private record Cost(double nanos, double bytes) {}
}
