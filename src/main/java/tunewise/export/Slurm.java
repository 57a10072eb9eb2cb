package tunewise.export;

import java.util.ArrayList;
import java.util.List;
import tunewise.catalog.Catalog;

/** What a cluster with Slurm runs; sbatch takes it as it is. */
final class Slurm {
    /** Processors for each GPU: loading data, and stepping through what waits in the host's memory. */
    private static final int CPUS_PER_GPU = 6;

    private static final int OFFLOADING_CPUS_PER_GPU = 12;

    private Slurm() {}

    static String file(TrainingRun run, Catalog catalog) {
        Machine machine = run.machine();
        int each = machine.gpuCount() / machine.nodes();
        int cpus = run.parametersOffloaded() ? OFFLOADING_CPUS_PER_GPU : CPUS_PER_GPU;
        List<String> notes = new ArrayList<>();
        notes.add("Run: sbatch " + Format.SLURM.fileName()
                + ", from the folder with the data; add --partition and --account where your cluster asks for them.");
        notes.add("Wants " + machine.summary() + (machine.nodes() > 1 ? " in " + machine.nodes() + " machines" : "")
                + "; where GPUs have types, add --gres=gpu:TYPE:" + each + ".");
        notes.add("Ends after " + run.budget().sittingMinutes()
                + (run.budget().sits() ? " minutes, when your session ends." : " minutes at the latest.")
                + " Started again, it goes on from the last checkpoint.");
        return "#!/usr/bin/env bash\n"
                + """
                #SBATCH --job-name=%s
                #SBATCH --nodes=%d
                #SBATCH --ntasks-per-node=1
                #SBATCH --gres=gpu:%d
                #SBATCH --cpus-per-task=%d
                #SBATCH --mem=0
                #SBATCH --time=%s
                #SBATCH --output=%%x-%%j.log
                #SBATCH --requeue
                """
                        .formatted(
                                run.name(),
                                machine.nodes(),
                                each,
                                cpus * each,
                                time(run.budget().sittingMinutes()))
                + Head.of(run, "Slurm, and machines with the NVIDIA driver and Python", notes)
                + """
                set -euo pipefail
                cd "${SLURM_SUBMIT_DIR:-$(dirname "$0")}"

                %s
                # Each machine reads the same folder, so one installation serves them all.
                if [ ! -d .venv ]; then
                  python3 -m venv .venv
                fi
                # shellcheck source=/dev/null
                . .venv/bin/activate
                %s
                export OMP_NUM_THREADS=%d
                %s
                """
                        .formatted(
                                ShellScript.data(run),
                                String.join("\n", Packages.install(run, catalog)),
                                cpus,
                                command(run));
    }

    private static String command(TrainingRun run) {
        if (run.machine().nodes() == 1) {
            return "srun " + Trainers.command(run);
        }
        String joined = " --num_machines " + run.machine().nodes()
                + " --machine_rank \"$SLURM_NODEID\" --main_process_ip \"$HEAD\" --main_process_port 29500";
        return """
                HEAD=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)
                export HEAD
                # Each machine fills in its own rank.
                # shellcheck disable=SC2016
                srun bash -c '%s'"""
                .formatted(Trainers.command(run).replace("accelerate launch", "accelerate launch" + joined));
    }

    /** Days, hours, minutes and seconds as Slurm reads them. */
    private static String time(long minutes) {
        return "%d-%02d:%02d:00".formatted(minutes / 1440, minutes / 60 % 24, minutes % 60);
    }
}
