package tunewise.export;

import java.util.List;
import tunewise.training.Objective;

/**
 * What starts TRL: its own {@code trl sft} goes on from no checkpoint, trains no weights that are stored in 4 or 8 bits,
 * and takes Granite's logits for larger than they are.
 */
final class TrlScript {
    private static final String SUPERVISED =
            """

            from pathlib import Path

            from datasets import Image, List, load_dataset
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

            data = load_dataset(script.dataset_name)[script.dataset_train_split]
            if "images" in data.column_names:
                data = data.cast_column("images", List(Image()))  # paths, from the folder this starts in

            training.model_init_kwargs = {
                "config": config,
                "attn_implementation": model.attn_implementation,
                "dtype": model.dtype,
            }
            trainer = SFTTrainer(
                model=model.model_name_or_path,
                args=training,
                train_dataset=data,
                quantization_config=in_16_bits(dequantize=True) if in_16_bits else get_quantization_config(model),
                peft_config=get_peft_config(model),
            )
            kept = get_last_checkpoint(training.output_dir) if Path(training.output_dir).is_dir() else None
            trainer.train(resume_from_checkpoint=kept)
            trainer.save_model(training.output_dir)
            """;

    /** Such templates end a turn by beginning the next, so the last one of a sample would teach no end. */
    private static final String ENDED_TURN =
            """
            tokenizer = AutoTokenizer.from_pretrained(model.model_name_or_path)
            tokenizer.chat_template += "{%% if not add_generation_prompt %%}%s{%% endif %%}"  # the last turn's end
            trainer = SFTTrainer(
            """;

    private static final String BEGIN =
            """

            from pathlib import Path

            from datasets import load_dataset
            from transformers import AutoConfig, %sFineGrainedFP8Config, Mxfp4Config
            from transformers.trainer_utils import get_last_checkpoint
            %s

            %s
            script, training, model = TrlParser((ScriptArguments, %s, ModelConfig)).parse_args_and_config()
            data = load_dataset(script.dataset_name)[script.dataset_train_split]
            loading = {"attn_implementation": model.attn_implementation, "dtype": model.dtype}

            config = AutoConfig.from_pretrained(model.model_name_or_path)
            stored = getattr(config, "quantization_config", None) or {}
            stored = stored if isinstance(stored, dict) else stored.to_dict()
            in_16_bits = {"mxfp4": Mxfp4Config, "fp8": FineGrainedFP8Config}.get(stored.get("quant_method"))
            quantization = in_16_bits(dequantize=True) if in_16_bits else get_quantization_config(model)
            """;

    /** The whole number or word at an answer's end, held against what the data says. */
    private static final String REWARD =
            """
            def reward(completions, answer, **kwargs):
                \"""1 for an answer that ends with what the data says, 0 otherwise; put your own check here.\"""
                texts = [said if isinstance(said, str) else said[-1]["content"] for said in completions]
                return [float(text.strip().rstrip(".").endswith(str(right))) for text, right in zip(texts, answer)]


            """;

    private static final String LOADS_ITSELF =
            """
            training.model_init_kwargs = loading
            trainer = %s(
                model=model.model_name_or_path,
                args=training,
                train_dataset=data,
            %s    quantization_config=quantization,
                peft_config=get_peft_config(model),
            )
            """;

    /** These trainers take no way of quantising, so they are told by how the model is loaded. */
    private static final String LOADED_FOR =
            """
            loading["dtype"] = getattr(torch, model.dtype)
            if quantization is not None:
                loading["quantization_config"] = quantization
            %stokenizer = AutoTokenizer.from_pretrained(model.model_name_or_path)
            tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
            %strainer = %s(
                model=%s,
                args=training,
                train_dataset=data,
            %s    processing_class=tokenizer,
                peft_config=get_peft_config(model),
            )
            """;

    /** By itself ORPO loads a class that leaves the tower of an image model out, or has none for it. */
    private static final String BY_ITS_CLASS =
            """
            loaded = getattr(transformers, config.architectures[0]).from_pretrained(model.model_name_or_path, **loading)
            """;

    /** Over a 4-bit base TRL turns what trains into bfloat16, whose gradients no scaler of float16 takes on a GPU. */
    private static final String IN_32_BITS =
            """
            for weight in trainer.model.parameters():
                if weight.requires_grad:
                    weight.data = weight.data.float()  # TRL's bfloat16 does not go with float16 training
            """;

    /** It takes nothing but messages, and a base has no template to lay them out by. */
    private static final String PLAIN_TURNS =
            """
            tokenizer.chat_template = tokenizer.chat_template or (
                r\"""%s\"""
            )
            """;

    private static final String START = "kept = get_last_checkpoint";

    private static final String END =
            """
            kept = get_last_checkpoint(training.output_dir) if Path(training.output_dir).is_dir() else None
            trainer.train(resume_from_checkpoint=kept)
            trainer.save_model(training.output_dir)
            """;

    private TrlScript() {}

    static String command(TrainingRun run) {
        return Scripts.command(run, Format.TRL_SCRIPT, Format.TRL);
    }

    static String file(TrainingRun run) {
        String head = Head.of(run, Trl.VERSIONS, List.of("Run: " + command(run)));
        String script = run.supervised() ? supervised(run) : towards(run);
        return head + (run.fp16() && run.quantised() ? script.replace(START, IN_32_BITS + START) : script);
    }

    private static String supervised(TrainingRun run) {
        if (!run.family().endsByNextTurn() || run.family().assistantOnlyLoss()) {
            return SUPERVISED;
        }
        return SUPERVISED
                .replace("import AutoConfig, ", "import AutoConfig, AutoTokenizer, ")
                .replace(
                        "trainer = SFTTrainer(\n",
                        ENDED_TURN.formatted(run.family().endOfTurn()))
                .replace("    args=training,\n", "    args=training,\n    processing_class=tokenizer,\n");
    }

    private static String towards(TrainingRun run) {
        TrlObjective objective = TrlObjective.of(run);
        boolean ownHome = !objective.home().equals("trl");
        boolean loads = objective == TrlObjective.ORPO;
        return (ownHome ? "import torch\n" : "")
                + (loads ? "import transformers\n" : "")
                + BEGIN.formatted(
                        ownHome ? "AutoTokenizer, " : "",
                        ownHome
                                ? "from trl import ModelConfig, ScriptArguments, TrlParser, get_peft_config,"
                                        + " get_quantization_config\nfrom " + objective.home() + " import "
                                        + objective.config() + ", " + objective.trainer()
                                : "from trl import (\n    " + objective.config() + ",\n    " + objective.trainer()
                                        + ",\n    ModelConfig,\n    ScriptArguments,\n    TrlParser,\n"
                                        + "    get_peft_config,\n    get_quantization_config,\n)",
                        run.objective() == Objective.GRPO ? REWARD : "",
                        objective.config())
                + built(run, objective)
                + END;
    }

    private static String built(TrainingRun run, TrlObjective objective) {
        String more =
                switch (objective) {
                    case GRPO -> "    reward_funcs=reward,\n";
                    case DISTILLATION -> "    teacher_model=training.teacher_model_name_or_path,\n";
                    default -> "";
                };
        if (objective.quantisesItself()) {
            return LOADS_ITSELF.formatted(objective.trainer(), more);
        }
        boolean plain = objective == TrlObjective.DISTILLATION && !run.family().chat();
        boolean loads = objective == TrlObjective.ORPO;
        return LOADED_FOR.formatted(
                loads ? BY_ITS_CLASS : "training.model_init_kwargs = loading\n",
                plain ? PLAIN_TURNS.formatted(Axolotl.PLAIN_TURNS) : "",
                objective.trainer(),
                loads ? "loaded" : "model.model_name_or_path",
                more);
    }
}
