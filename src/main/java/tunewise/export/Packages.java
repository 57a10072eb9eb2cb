package tunewise.export;

import java.util.ArrayList;
import java.util.List;

/**
 * Commands that install a trainer, every version named, and so that nothing is compiled while the machine is paid for.
 *
 * <p>torch comes first and for CUDA 12.8, because the newest asks for drivers that rented machines often lack. Flash
 * Attention comes as a kernel that is fetched ready-made where transformers can (5.x), as the last wheel that was
 * published for torch 2.8 where the trainer asks for the package itself.
 */
final class Packages {
    private static final String BITSANDBYTES = "bitsandbytes==0.49.2";
    private static final String TORCHAO_OPTIMIZER = "adamw_torch_8bit";

    private Packages() {}

    static List<String> install(TrainingRun run) {
        return switch (Trainers.own(run)) {
            case AXOLOTL -> axolotl();
            case LLAMA_FACTORY -> llamaFactory(run);
            case UNSLOTH -> unsloth(run);
            default -> trl(run);
        };
    }

    private static List<String> trl(TrainingRun run) {
        List<String> packages = new ArrayList<>(List.of(
                "trl==1.13.0",
                "transformers==5.18.0",
                "peft==0.21.0",
                "accelerate==1.15.0",
                "datasets==5.0.1",
                BITSANDBYTES));
        if (run.flashAttention()) {
            packages.add("kernels==0.17.1");
        }
        packages.addAll(torchao(run, "0.16.0"));
        return List.of(pip("torch==2.10.0"), pip(packages));
    }

    /** It names the versions of all others itself, torch by a range. */
    private static List<String> axolotl() {
        return List.of(
                pip("torch==2.11.0 torchvision==0.26.0 --index-url https://download.pytorch.org/whl/cu128"),
                pip("axolotl==0.18.0 'transformers[kernels]'"));
    }

    private static List<String> llamaFactory(TrainingRun run) {
        List<String> commands = new ArrayList<>();
        commands.add(pip("torch==2.8.0 torchvision==0.23.0 torchaudio==2.8.0"));
        List<String> packages = new ArrayList<>(
                List.of("'llamafactory @ git+https://github.com/hiyouga/LLaMA-Factory@ff6d4d1'", BITSANDBYTES));
        packages.addAll(torchao(run, "0.15.0"));
        commands.add(pip(packages));
        if (run.flashAttention()) {
            commands.add(pip("packaging setuptools wheel ninja"));
            commands.add(pip("--no-build-isolation flash-attn==2.8.3"));
        }
        return commands;
    }

    /** A later unsloth_zoo, which it would take by itself, does not go with it. */
    private static List<String> unsloth(TrainingRun run) {
        List<String> packages = new ArrayList<>(List.of(
                "unsloth==" + UnslothScript.VERSION,
                "unsloth_zoo==2025.11.2",
                "transformers==4.57.2",
                "trl==0.23.0",
                "peft==0.19.1",
                "accelerate==1.13.0",
                BITSANDBYTES));
        packages.addAll(torchao(run, "0.16.0"));
        return List.of(pip("torch==2.10.0 torchvision==0.25.0 xformers==0.0.35"), pip(packages));
    }

    private static List<String> torchao(TrainingRun run, String version) {
        return run.optimizer().equals(TORCHAO_OPTIMIZER) ? List.of("torchao==" + version) : List.of();
    }

    private static String pip(List<String> packages) {
        return pip(String.join(" ", packages));
    }

    private static String pip(String packages) {
        return "pip install " + packages;
    }
}
