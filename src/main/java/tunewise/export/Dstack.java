package tunewise.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tunewise.catalog.Catalog;
import tunewise.catalog.GpuName;

/** A task for {@code dstack apply}. */
final class Dstack {
    private static final String VERSIONS = "dstack 0.21.2";

    private Dstack() {}

    static String file(TrainingRun run, Catalog catalog) {
        List<String> notes = new ArrayList<>(Rental.priceNotes(run));
        notes.add("It takes no machine dearer than that (raise max_price if it finds none) and ends after "
                + run.budget().mostMinutes() + " minutes at the latest: "
                + TrainingRun.dollars(run.budget().mostUsd()) + " at most.");
        notes.add("Results are lost with the machine: add a volume, or push them to the hub as the last command.");
        GpuName name = name(run, catalog);
        if (!name.note().isEmpty()) {
            notes.add("Look at the machine it offers: " + name.note() + ".");
        }
        notes.add("Run: dstack apply -f " + Format.DSTACK.fileName());
        return YamlFile.of(Head.of(run, VERSIONS, notes), settings(run, catalog));
    }

    private static GpuName name(TrainingRun run, Catalog catalog) {
        if (run.machine().host().equals("arm64")) {
            throw new NotExportableException(
                    run.machine().gpuName() + " sits beside an ARM processor, and dstack's image is"
                            + " for x86-64. Maybe take the shell script, which installs what exists for ARM.");
        }
        return Rental.name(run, GpuName.Tool.DSTACK, "dstack", catalog);
    }

    static Map<String, Object> settings(TrainingRun run, Catalog catalog) {
        Format trainer = Trainers.own(run);
        Map<String, Object> resources = new LinkedHashMap<>();
        resources.put("gpu", name(run, catalog).name() + ":" + run.machine().gpuCount());
        resources.put("disk", run.machine().diskGb() + "GB..");
        resources.put("shm_size", "16GB");
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("type", "task");
        keys.put("name", run.name());
        if (trainer == Format.AXOLOTL) {
            keys.put("image", "axolotlai/axolotl:0.18.0");
        } else {
            keys.put("python", "3.12");
            keys.put("nvcc", true);
        }
        keys.put("env", List.of("HF_TOKEN"));
        keys.put("files", files(run));
        List<String> commands = new ArrayList<>(
                trainer == Format.AXOLOTL ? Packages.besides(run, catalog, 2) : Packages.install(run, catalog));
        commands.add(Trainers.command(run));
        keys.put("commands", commands);
        keys.put("resources", resources);
        keys.put("backends", List.of(run.machine().provider()));
        if (!run.machine().terms().place().isEmpty()) {
            keys.put("regions", List.of(run.machine().terms().place()));
        }
        if (!Rental.instance(run).isEmpty()) {
            keys.put("instance_types", List.of(Rental.instance(run)));
        }
        keys.put("spot_policy", Rental.spot(run) ? "spot" : "on-demand");
        keys.put("max_price", YamlFile.number(run.budget().usdPerHour()));
        keys.put("max_duration", duration(run.budget().mostMinutes()));
        return keys;
    }

    private static List<String> files(TrainingRun run) {
        List<String> files = new ArrayList<>(
                Trainers.files(run).stream().map(Format::fileName).toList());
        run.dataFolder().ifPresent(folder -> files.add(folder.equals(".") ? run.dataset() : folder));
        return files;
    }

    private static String duration(long minutes) {
        return minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
    }
}
