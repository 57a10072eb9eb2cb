package tunewise.export;

import java.util.List;

/**
 * What starts TRL: its own {@code trl sft} goes on from no checkpoint, trains no weights that are stored in 4 or 8 bits,
 * and takes Granite's logits for larger than they are.
 */
final class TrlScript {
    private TrlScript() {}

    static String command(TrainingRun run) {
        String start = run.machine().gpuCount() > 1
                ? "accelerate launch --config_file " + Format.ACCELERATE.fileName()
                : "python";
        return start + " " + Format.TRL_SCRIPT.fileName() + " --config " + Format.TRL.fileName();
    }

    static String file(TrainingRun run) {
        return Head.of(run, Trl.VERSIONS, List.of("Run: " + command(run)))
                + """

                from pathlib import Path

                from datasets import load_dataset
                from transformers import AutoConfig, FineGrainedFP8Config, Mxfp4Config
                from transformers.trainer_utils import get_last_checkpoint
                from trl import SFTTrainer, get_peft_config, get_quantization_config
                from trl.scripts.sft import make_parser

                script, training, model, _ = make_parser().parse_args_and_config()

                config = AutoConfig.from_pretrained(model.model_name_or_path)
                if getattr(config, "logits_scaling", 1) != 1:
                    config.logit_scale = 1 / config.logits_scaling  # the name that TRL's chunked loss looks for

                stored = getattr(config, "quantization_config", None) or {}
                stored = stored if isinstance(stored, dict) else stored.to_dict()
                in_16_bits = {"mxfp4": Mxfp4Config, "fp8": FineGrainedFP8Config}.get(stored.get("quant_method"))

                training.model_init_kwargs = {
                    "config": config,
                    "attn_implementation": model.attn_implementation,
                    "dtype": model.dtype,
                }
                trainer = SFTTrainer(
                    model=model.model_name_or_path,
                    args=training,
                    train_dataset=load_dataset(script.dataset_name)[script.dataset_train_split],
                    quantization_config=in_16_bits(dequantize=True) if in_16_bits else get_quantization_config(model),
                    peft_config=get_peft_config(model),
                )
                kept = get_last_checkpoint(training.output_dir) if Path(training.output_dir).is_dir() else None
                trainer.train(resume_from_checkpoint=kept)
                trainer.save_model(training.output_dir)
                """;
    }
}
