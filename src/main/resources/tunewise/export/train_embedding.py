
import sys
from dataclasses import dataclass
from pathlib import Path

import torch
from datasets import load_dataset
from peft import LoraConfig
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.sentence_transformer.losses import CachedMultipleNegativesRankingLoss
from transformers import BitsAndBytesConfig, HfArgumentParser
from transformers.trainer_utils import get_last_checkpoint


@dataclass
class Settings:
    """What the configuration says beside the arguments of the trainer."""

    model_name_or_path: str
    dtype: str
    attn_implementation: str
    dataset_name: str
    max_length: int
    mini_batch_size: int  # pairs whose activations are held at once; all pairs of a step are compared
    pad_token: str = ""
    lora_r: int = 0
    lora_alpha: int = 0
    lora_dropout: float = 0.0
    lora_target_modules: object = None
    lora_target_parameters: object = None
    load_in_4bit: bool = False
    use_bnb_nested_quant: bool = False


parser = HfArgumentParser((Settings, SentenceTransformerTrainingArguments))
settings, training = parser.parse_yaml_file(sys.argv[sys.argv.index("--config") + 1])

data = load_dataset(settings.dataset_name)["train"]
columns = [name for name in ("anchor", "positive", "negative") if name in data.column_names]
if columns[:2] != ["anchor", "positive"]:
    sys.exit(f"Samples have {', '.join(data.column_names)}. They need anchor and positive, and may have negative.")
data = data.select_columns(columns)
empty = sum(not all(sample.values()) for sample in data)
if empty:
    sys.exit(f"{empty} of {len(data)} samples have an empty text. Please take them out.")

loading = {"dtype": getattr(torch, settings.dtype), "attn_implementation": settings.attn_implementation}
if settings.load_in_4bit:
    loading["quantization_config"] = BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=settings.use_bnb_nested_quant,
        bnb_4bit_compute_dtype=loading["dtype"],
        llm_int8_skip_modules=["pooler"],  # many files have none, and what is made up cannot be stored in 4 bits
    )
# A model that was published for embeddings brings its own pooling; others take the mean, or the last token if they write.
model = SentenceTransformer(
    settings.model_name_or_path, model_kwargs=loading, device="cpu" if training.use_cpu else None
)
model.max_seq_length = min(settings.max_length, model.max_seq_length or settings.max_length)
if model.tokenizer.pad_token is None:
    model.tokenizer.pad_token = settings.pad_token or model.tokenizer.eos_token
if settings.lora_r:
    model.add_adapter(
        LoraConfig(
            task_type="FEATURE_EXTRACTION",
            r=settings.lora_r,
            lora_alpha=settings.lora_alpha,
            lora_dropout=settings.lora_dropout,
            target_modules=settings.lora_target_modules,
            target_parameters=settings.lora_target_parameters,
            exclude_modules=[name for name, _ in model[0].model.named_modules() if name.split(".")[0] == "pooler"],
        )
    )
    for weight in model.parameters():
        if weight.requires_grad:
            weight.data = weight.data.float()  # adapters learn in 32 bits
else:
    for name, weight in model.named_parameters():
        weight.requires_grad = ".pooler." not in name  # the loss does not see it

trainer = SentenceTransformerTrainer(
    model=model,
    args=training,
    train_dataset=data,
    loss=CachedMultipleNegativesRankingLoss(model, mini_batch_size=settings.mini_batch_size),
)
kept = get_last_checkpoint(training.output_dir) if Path(training.output_dir).is_dir() else None
trainer.train(resume_from_checkpoint=kept)
trainer.save_model(training.output_dir)
