package tunewise.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tunewise.catalog.Catalog;
import tunewise.catalog.GpuName;

/** A task for {@code sky launch}. */
final class SkyPilot {
    private static final String VERSIONS = "SkyPilot with its catalog v8";
    private static final int IDLE_MINUTES = 30;

    private SkyPilot() {}

    static String file(TrainingRun run, Catalog catalog) {
        List<String> notes = new ArrayList<>(Rental.priceNotes(run));
        notes.add("SkyPilot has no limit on dollars of its own, so look at the price it shows before you agree.");
        notes.add("Training ends after " + run.budget().mostMinutes() + " minutes at the latest, for "
                + TrainingRun.dollars(run.budget().mostUsd()) + " at most at that price.");
        notes.add("SkyPilot shuts the machine down after " + IDLE_MINUTES + " minutes, which cost "
                + TrainingRun.dollars(run.budget().usdPerHour() * IDLE_MINUTES / 60)
                + " on top. Results are lost then, so fetch them before: rsync -Pavz " + run.name()
                + ":sky_workdir/outputs .");
        notes.add("Run: " + command(run));
        return YamlFile.of(Head.of(run, VERSIONS, notes), settings(run, catalog));
    }

    static String command(TrainingRun run) {
        return "sky launch -c " + run.name() + " " + Format.SKYPILOT.fileName() + " --secret HF_TOKEN";
    }

    static Map<String, Object> settings(TrainingRun run, Catalog catalog) {
        GpuName name = Rental.name(run, GpuName.Tool.SKYPILOT, "SkyPilot", catalog);
        int count = run.machine().gpuCount();
        Map<String, Object> idle = new LinkedHashMap<>();
        idle.put("idle_minutes", IDLE_MINUTES);
        idle.put("down", true);
        Map<String, Object> resources = new LinkedHashMap<>();
        String place = run.machine().terms().place();
        resources.put("infra", run.machine().provider() + (place.isEmpty() ? "" : "/" + place));
        resources.put("accelerators", name.name() + ":" + count);
        String instance = Rental.instance(run).isEmpty() ? name.instance(count) : Rental.instance(run);
        if (!instance.isEmpty()) {
            resources.put("instance_type", instance);
        }
        resources.put("use_spot", Rental.spot(run));
        resources.put("disk_size", run.machine().diskGb());
        resources.put("autostop", idle);
        Map<String, Object> secrets = new LinkedHashMap<>();
        secrets.put("HF_TOKEN", null);
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("name", run.name());
        keys.put("resources", resources);
        keys.put("num_nodes", 1);
        keys.put("workdir", ".");
        keys.put("secrets", secrets);
        keys.put("setup", String.join("\n", Packages.install(run, catalog)) + "\n");
        keys.put("run", Trainers.limitedCommand(run) + "\n");
        return keys;
    }
}
