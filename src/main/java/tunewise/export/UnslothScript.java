package tunewise.export;

import java.util.List;
import java.util.Locale;
import tunewise.training.Method;

/** A script, since Unsloth takes no configuration file. */
final class UnslothScript {
    static final String VERSION = "2025.11.1";
    static final String VERSIONS = "Unsloth " + VERSION;

    private static final String ALL_LINEAR =
            "[\"q_proj\", \"k_proj\", \"v_proj\", \"o_proj\", \"gate_proj\", \"up_proj\", \"down_proj\"]";
    private static final String ATTENTION = "[\"" + String.join("\", \"", Targets.USUAL_ATTENTION) + "\"]";

    private UnslothScript() {}

    static String command(TrainingRun run) {
        int count = run.machine().gpuCount();
        return (count == 1 ? "python " : "torchrun --nproc_per_node " + count + " ") + Format.UNSLOTH.fileName();
    }

    static String file(TrainingRun run) {
        if (!run.supervised()) {
            throw Trainers.unsaid(Format.UNSLOTH, run);
        }
        if (Trainers.own(run) != Format.UNSLOTH) {
            throw new NotExportableException("This answer was estimated for " + Trainers.title(run)
                    + ", and Unsloth takes other memory and time. Maybe ask again with Unsloth as the trainer.");
        }
        return Head.of(run, VERSIONS, List.of("Run: " + command(run)))
                + String.format(
                        Locale.ROOT,
                        """

                from pathlib import Path

                import torch
                from unsloth import FastLanguageModel
                from datasets import load_dataset
                from transformers.trainer_utils import get_last_checkpoint
                from trl import SFTConfig, SFTTrainer

                model, tokenizer = FastLanguageModel.from_pretrained(
                    model_name="%s",
                    max_seq_length=%d,
                    dtype=torch.%s,
                    load_in_4bit=%s,
                    full_finetuning=%s,
                )
                """,
                        run.model(),
                        run.sequenceLength(),
                        run.fp16() ? "float16" : "bfloat16",
                        python(run.quantised()),
                        python(run.method() == Method.FULL))
                + adapters(run)
                + trainer(run);
    }

    private static String adapters(TrainingRun run) {
        return run.adapted()
                .map(adapters -> String.format(
                        Locale.ROOT,
                        """
                        model = FastLanguageModel.get_peft_model(
                            model,
                            r=%d,
                            lora_alpha=%d,
                            lora_dropout=%s,
                            target_modules=%s,
                            use_gradient_checkpointing=%s,
                        )
                        """,
                        adapters.rank(),
                        adapters.alpha(),
                        YamlFile.number(adapters.dropout()),
                        adapters.attentionOnly() ? ATTENTION : ALL_LINEAR,
                        run.gradientCheckpointing() ? "\"unsloth\"" : "False"))
                .orElse("");
    }

    private static String trainer(TrainingRun run) {
        return String.format(
                Locale.ROOT,
                """


                def text(sample):
                    if "messages" in sample:
                        return {"text": tokenizer.apply_chat_template(sample["messages"], tokenize=False)}
                    return {"text": sample["prompt"] + sample["completion"] + tokenizer.eos_token}


                samples = load_dataset("json", data_files="%s", split="train")
                trainer = SFTTrainer(
                    model=model,
                    processing_class=tokenizer,
                    train_dataset=samples.map(text, remove_columns=samples.column_names),
                    args=SFTConfig(
                        dataset_text_field="text",
                        max_length=%d,
                        packing=%s,
                        per_device_train_batch_size=%d,
                        gradient_accumulation_steps=%d,
                        gradient_checkpointing=%s,
                        num_train_epochs=%d,
                        learning_rate=%s,
                        lr_scheduler_type="%s",
                        warmup_steps=%d,
                        weight_decay=%s,
                        max_grad_norm=%s,
                        optim="%s",
                        %s=True,
                        logging_steps=10,
                        save_steps=%d,
                        save_total_limit=1,
                        save_only_model=%s,
                        output_dir="%s",
                        report_to="none",
                    ),
                )
                kept = get_last_checkpoint("%s") if Path("%s").is_dir() else None
                trainer.train(resume_from_checkpoint=kept)
                trainer.save_model("%s")
                """,
                run.dataset(),
                run.sequenceLength(),
                python(run.packing()),
                run.microBatch(),
                run.gradientAccumulation(),
                python(run.gradientCheckpointing()),
                run.epochs(),
                YamlFile.number(run.learning().rate()).toPlainString(),
                run.learning().schedule().id(),
                run.learning().warmUpSteps(),
                YamlFile.number(run.learning().weightDecay()),
                YamlFile.number(run.learning().gradientClip()),
                run.optimizer(),
                run.fp16() ? "fp16" : "bf16",
                Checkpoints.everySteps(run),
                python(!Checkpoints.keepsStates(run)),
                Trainers.OUTPUT,
                Trainers.OUTPUT,
                Trainers.OUTPUT,
                Trainers.OUTPUT);
    }

    private static String python(boolean value) {
        String word = Boolean.toString(value);
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
