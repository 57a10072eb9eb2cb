"""An exported file made ready for the CPU: paths, device (with optimizers that need one), attention kernel and size.

Each key that was replaced is told, so that nobody takes a rehearsal for more than it is.
"""

import json
from pathlib import Path

import yaml

STEPS = 6
LENGTH = 128

PATHS = {
    "trl": {"model_name_or_path": "model", "dataset_name": "data", "output_dir": "output"},
    "llama-factory": {"model_name_or_path": "model", "dataset_dir": "data", "output_dir": "output"},
    "sentence-transformers": {"model_name_or_path": "model", "dataset_name": "data", "output_dir": "output"},
    "transformers": {"model_name_or_path": "model", "dataset_name": "data", "output_dir": "output"},
    "axolotl": {"base_model": "model", "output_dir": "output", "dataset_prepared_path": "prepared"},
}
KERNELS = ("lora_mlp_kernel", "lora_qkv_kernel", "lora_o_kernel", "lora_embedding_kernel")
DEVICE = {"llama-factory": {"use_cpu": True}, "axolotl": {"tf32": False, **dict.fromkeys(KERNELS, False)}}
KERNEL = {"llama-factory": "flash_attn"}
EAGER = {"llama-factory": "disabled"}
LENGTHS = {"axolotl": {"dataset_num_proc": 1}}
LENGTH_KEY = {"llama-factory": "cutoff_len", "axolotl": "sequence_len"}
SIZES = {"per_device_train_batch_size": 2, "micro_batch_size": 2, "mini_batch_size": 2}
PAIRS = 8  # an embedding model learns from the other pairs of its batch, a new head from more than two samples
NEEDS_GPU = ("paged_", "adamw_bnb", "adamw_8bit", "lion_8bit")
STORED = ("model_quantization_config", "model_quantization_config_kwargs")
SPEED = {"gradient_accumulation_steps": 1, "learning_rate": 0.01, "warmup_steps": 1}


def read(path):
    return yaml.safe_load(Path(path).read_text(encoding="utf-8"))


def ready(trainer, exported, places, more=None, kernel="sdpa", length=LENGTH):
    """The settings to run with, and the names of the keys that differ from the exported ones."""
    settings = dict(exported)
    for key, place in PATHS[trainer].items():
        if key in exported or place == "output":
            settings[key] = str(places[place])
    settings.update(DEVICE.get(trainer, {"use_cpu": True}))
    settings[KERNEL.get(trainer, "attn_implementation")] = EAGER.get(trainer, "eager") if kernel == "eager" else kernel
    settings.update(max_steps=STEPS, logging_steps=1, **LENGTHS.get(trainer, {}))
    if LENGTH_KEY.get(trainer, "max_length") in exported:
        settings[LENGTH_KEY.get(trainer, "max_length")] = length
    if "teacher_model_name_or_path" in exported:
        settings["teacher_model_name_or_path"] = str(places["teacher"])
    settings.update(SPEED)
    settings.update({key: most for key, most in SIZES.items() if exported.get(key, 0) > most})
    if "mini_batch_size" in exported or "held_out" in exported:
        settings["per_device_train_batch_size"] = PAIRS
    for key in ("optim", "optimizer"):
        if str(settings.get(key, "")).startswith(NEEDS_GPU):
            settings[key] = "adamw_torch"
    if trainer == "axolotl":
        settings["datasets"] = [dict(each, path=str(places["data"] / "train.jsonl")) for each in exported["datasets"]]
    if settings.get("save_steps"):
        settings["save_steps"] = 2
    if settings.get("saves_per_epoch"):
        del settings["saves_per_epoch"]
        settings["save_steps"] = 2
    settings.pop("evals_per_epoch", None)
    if settings.pop("activation_offloading", None):  # copies between a GPU and its host, by CUDA's own streams
        settings["gradient_checkpointing"] = True
    if trainer == "axolotl" and settings.get("bf16") is True:
        settings["bf16"] = False  # it looks for a GPU that computes so
    for key in ("num_processes", "accelerate_config", "fsdp_version", "fsdp_config"):
        settings.pop(key, None)  # one process has nothing to divide
    if settings.pop("pure_bf16", None):
        settings["bf16"] = True
    if settings.get("bf16") == "auto":
        settings.update(bf16=False, fp16=False)  # without a GPU Axolotl would take 16 bits of another kind
    if trainer == "transformers" and settings.get("fp16"):
        settings.update(fp16=False, dtype="float32")  # without a GPU nothing casts a head's input to 16 bits
    for key in STORED:
        settings.pop(key, None)  # the tiny model is stored in 16 bits
    if settings.pop("use_vllm", None):
        settings.update(use_vllm=False, max_completion_length=16, num_generations=2, per_device_train_batch_size=2)
        for key in [key for key in settings if key.startswith("vllm_")]:
            del settings[key]
    settings.update(more or {})
    replaced = sorted(key for key in {*settings, *exported} if settings.get(key) != exported.get(key))
    return settings, replaced


def write(settings, path):
    Path(path).write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")


def dataset_info(exported_info, data):
    """LLaMA-Factory's list of data sets lies beside the data."""
    Path(data, "dataset_info.json").write_text(json.dumps(exported_info), encoding="utf-8")
