package tunewise.export;

import java.util.ArrayList;
import java.util.List;
import tunewise.catalog.Catalog;
import tunewise.catalog.GpuName;

/** What to run on a machine that was rented by hand. */
final class ShellScript {
    private ShellScript() {}

    static String file(TrainingRun run, Catalog catalog) {
        Budget budget = run.budget();
        List<String> notes = new ArrayList<>();
        if (run.machine().owned()) {
            notes.add("Runs on " + run.machine().summary() + " of your own, with "
                    + run.machine().diskGb() + " GB of free disk; it ends " + budget.mostMinutes()
                    + " minutes after it began at the latest.");
        } else {
            notes.add("Rent " + rented(run, catalog) + ", with " + run.machine().diskGb() + " GB of disk.");
            notes.addAll(Rental.priceNotes(run));
            notes.add("Training ends " + budget.mostMinutes() + " minutes after this script began at the latest, for "
                    + TrainingRun.dollars(budget.mostUsd())
                    + " at most at that price, if the machine is given back then.");
        }
        notes.add("Run: HF_TOKEN=... bash " + Format.SHELL.fileName());
        return "#!/usr/bin/env bash\n" + Head.of(run, "bash, and a machine with the NVIDIA driver and Python", notes)
                + """
                set -euo pipefail
                cd "$(dirname "$0")"

                %s
                %s
                python3 -m venv --system-site-packages .venv
                # shellcheck source=/dev/null
                . .venv/bin/activate
                %s
                nvidia-smi
                # The time limit counts from the start of this script, and includes installing.
                %s
                """
                        .formatted(
                                data(run),
                                run.machine().owned() ? "" : givingBack(budget),
                                String.join("\n", Packages.install(run, catalog)),
                                Trainers.limitedCommand(run, left(budget.mostMinutes())));
    }

    private static String givingBack(Budget budget) {
        return """
                # Nobody waits for the end: the pod stops itself where it can, else you are told to give the machine back.
                finish() {
                  if [ -n "${RUNPOD_POD_ID:-}" ]; then
                    echo "Stopping this pod. Its disk is kept, and paid for, until you delete it."
                    runpodctl stop pod "$RUNPOD_POD_ID"
                  else
                    echo "Fetch outputs/ and give the machine back: it costs %s an hour."
                  fi
                }
                trap finish EXIT
                """
                .formatted(TrainingRun.dollars(budget.usdPerHour()).replace("$", "\\$"));
    }

    /** Seconds that are left of some minutes, one minute at least, in words of bash. */
    private static String left(long minutes) {
        long seconds = minutes * 60;
        return "$((SECONDS < " + (seconds - 60) + " ? " + seconds + " - SECONDS : 60))s";
    }

    static String data(TrainingRun run) {
        return run.dataFolder().isEmpty()
                ? ""
                : """
                if [ ! -f %s ]; then
                  echo "Put your samples into %s first, one JSON object a line." >&2
                  exit 1
                fi
                """
                        .formatted(run.dataset(), run.dataset());
    }

    private static String rented(TrainingRun run, Catalog catalog) {
        Machine machine = run.machine();
        return machine.summary() + " at " + machine.providerName()
                + catalog.gpuName(GpuName.Tool.CONSOLE, machine.provider(), machine.gpu())
                        .map(name -> ", there called " + name.name()
                                + (name.instance().isEmpty() ? "" : " (" + name.instance(machine.gpuCount()) + ")"))
                        .orElse("");
    }
}
