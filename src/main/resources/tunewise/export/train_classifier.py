
import sys
from dataclasses import dataclass
from pathlib import Path

import torch
from datasets import load_dataset
from peft import LoraConfig, get_peft_model
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    BitsAndBytesConfig,
    DataCollatorWithPadding,
    HfArgumentParser,
    Trainer,
    TrainingArguments,
)
from transformers.trainer_utils import get_last_checkpoint


@dataclass
class Settings:
    """What the configuration says beside the arguments of the trainer."""

    model_name_or_path: str
    dtype: str
    attn_implementation: str
    dataset_name: str
    max_length: int
    held_out: float  # share of the samples that only measures
    pad_token: str = ""
    lora_r: int = 0
    lora_alpha: int = 0
    lora_dropout: float = 0.0
    lora_target_modules: object = None
    lora_target_parameters: object = None
    load_in_4bit: bool = False
    use_bnb_nested_quant: bool = False


settings, training = HfArgumentParser((Settings, TrainingArguments)).parse_yaml_file(
    sys.argv[sys.argv.index("--config") + 1]
)

data = load_dataset(settings.dataset_name)["train"]
if not {"text", "label"} <= set(data.column_names):
    sys.exit(f"Samples have {', '.join(data.column_names)}. They need text and label.")
names = sorted(set(data["label"]), key=lambda label: (str(type(label)), label))
if None in names or not all(data["text"]):
    sys.exit("Some samples have an empty text or label. Please take them out.")
if len(names) < 2:
    sys.exit(f"All samples have the label {names[0]}. There is nothing to tell apart.")
number = {name: place for place, name in enumerate(names)}

tokenizer = AutoTokenizer.from_pretrained(settings.model_name_or_path)
tokenizer.pad_token = tokenizer.pad_token or settings.pad_token or tokenizer.eos_token


def tokens(sample):
    cut = tokenizer(sample["text"], truncation=True, max_length=settings.max_length)
    return {**cut, "labels": number[sample["label"]]}


data = data.map(tokens, remove_columns=data.column_names)
held = None
if settings.held_out and len(data) * settings.held_out >= 5:
    split = data.train_test_split(test_size=settings.held_out, seed=42)
    data, held = split["train"], split["test"]

loading = {"dtype": getattr(torch, settings.dtype), "attn_implementation": settings.attn_implementation}
if settings.load_in_4bit:
    loading["quantization_config"] = BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=settings.use_bnb_nested_quant,
        bnb_4bit_compute_dtype=loading["dtype"],
        llm_int8_skip_modules=["score", "classifier", "pre_classifier", ".*pooler"],  # what is made up stays in 16 bits
    )
model, found = AutoModelForSequenceClassification.from_pretrained(
    settings.model_name_or_path,
    num_labels=len(names),
    id2label={place: str(name) for name, place in number.items()},
    label2id={str(name): place for name, place in number.items()},
    output_loading_info=True,
    **loading,
)
model.config.pad_token_id = tokenizer.pad_token_id
body = model.base_model_prefix + "."
heads = sorted(  # what the files have not learned yet
    {key.rpartition(".")[0] if key.startswith(body) else key.partition(".")[0] for key in found["missing_keys"]}
)
if settings.lora_r:
    model = get_peft_model(
        model,
        LoraConfig(
            task_type="SEQ_CLS",
            r=settings.lora_r,
            lora_alpha=settings.lora_alpha,
            lora_dropout=settings.lora_dropout,
            target_modules=settings.lora_target_modules,
            target_parameters=settings.lora_target_parameters,
            exclude_modules=heads + [name for name, _ in model.named_modules() if ".pooler." in name],
            modules_to_save=heads,
        ),
    )
    for weight in model.parameters():
        if weight.requires_grad:
            weight.data = weight.data.float()  # adapters and heads learn in 32 bits


def accuracy(predicted):
    return {"accuracy": float((predicted.predictions.argmax(-1) == predicted.label_ids).mean())}


trainer = Trainer(
    model=model,
    args=training,
    train_dataset=data,
    eval_dataset=held,
    processing_class=tokenizer,
    data_collator=DataCollatorWithPadding(tokenizer),
    compute_metrics=accuracy,
)
kept = get_last_checkpoint(training.output_dir) if Path(training.output_dir).is_dir() else None
trainer.train(resume_from_checkpoint=kept)
trainer.save_model(training.output_dir)
if held is not None:
    print(f"Right on {100 * trainer.evaluate()['eval_accuracy']:.1f} % of {len(held)} samples that were held out.")
