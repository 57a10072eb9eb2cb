"""An exported file made ready for the CPU: paths, device, attention kernel and length, nothing else.

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
    "axolotl": {"base_model": "model", "output_dir": "output", "dataset_prepared_path": "prepared"},
}
DEVICE = {"trl": {"use_cpu": True}, "llama-factory": {"use_cpu": True}, "axolotl": {}}
KERNEL = {
    "trl": {"attn_implementation": "sdpa"},
    "llama-factory": {"flash_attn": "sdpa"},
    "axolotl": {"attn_implementation": "sdpa"},
}
LENGTHS = {
    "trl": {"max_length": LENGTH, "max_steps": STEPS, "logging_steps": 1},
    "llama-factory": {"cutoff_len": LENGTH, "max_steps": STEPS, "logging_steps": 1},
    "axolotl": {"sequence_len": LENGTH, "max_steps": STEPS, "logging_steps": 1},
}
SPEED = {"gradient_accumulation_steps": 1, "learning_rate": 0.01, "warmup_steps": 1}


def read(path):
    return yaml.safe_load(Path(path).read_text(encoding="utf-8"))


def ready(trainer, exported, places, more=None):
    """The settings to run with, and the names of the keys that differ from the exported ones."""
    settings = dict(exported)
    for key, place in PATHS[trainer].items():
        if key in exported or place == "output":
            settings[key] = str(places[place])
    settings.update(DEVICE[trainer])
    if settings.get("attn_implementation", settings.get("flash_attn")) in ("flash_attention_2", "fa2", "flash_attention_3"):
        settings.update(KERNEL[trainer])
    settings.update(LENGTHS[trainer])
    settings.update(SPEED)
    if trainer == "axolotl":
        settings["datasets"] = [dict(each, path=str(places["data"] / "train.jsonl")) for each in exported["datasets"]]
    if settings.get("save_steps"):
        settings["save_steps"] = 2
    if settings.get("saves_per_epoch"):
        del settings["saves_per_epoch"]
        settings["save_steps"] = 2
    settings.pop("evals_per_epoch", None)
    for key in ("num_processes", "accelerate_config"):
        settings.pop(key, None)
    settings.update(more or {})
    replaced = sorted(key for key in {*settings, *exported} if settings.get(key) != exported.get(key))
    return settings, replaced


def write(settings, path):
    Path(path).write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")


def dataset_info(exported_info, data):
    """LLaMA-Factory's list of data sets lies beside the data."""
    Path(data, "dataset_info.json").write_text(json.dumps(exported_info), encoding="utf-8")
