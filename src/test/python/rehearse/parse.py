"""Reads launchers' files with the launchers' own parsers, in their own environments.

python -m rehearse.parse skypilot FILE ...
python -m rehearse.parse dstack FILE ...
python -m rehearse.parse unsloth FILE ...        # our script, against the signatures in Unsloth's source
python -m rehearse.parse deepspeed FILE ...      # accelerate's file, read by accelerate and by DeepSpeed's own configuration
"""

import json
import os
import sys
from importlib import metadata

import yaml

from rehearse import environments


def skypilot(path):
    import sky

    try:
        return [str(resources) for resources in sky.Task.from_yaml(path).resources]
    except OSError:
        return _skypilot_schema(path)


def _skypilot_schema(path):
    """Without its price list, which it fetches, SkyPilot still knows every key and its type."""
    from sky.utils import common_utils, schemas

    with open(path, encoding="utf-8") as file:
        said = yaml.safe_load(file)
    common_utils.validate_schema(said, schemas.get_task_schema(), "Invalid task: ")
    common_utils.validate_schema(said.get("resources", {}), schemas.get_resources_schema(), "Invalid resources: ")
    return ["keys and types only: the price list was out of reach"]


def dstack(path):
    from dstack._internal.core.models.configurations import parse_run_configuration

    with open(path, encoding="utf-8") as file:
        found = parse_run_configuration(yaml.safe_load(file))
    return [str(found.resources)]


def deepspeed(path):
    """As accelerate hands it on, with the sizes filled in that it takes from the trainer."""
    from accelerate.commands.config.config_args import ClusterConfig
    from accelerate.utils import DeepSpeedPlugin
    from deepspeed.runtime.config import DeepSpeedConfig

    said = ClusterConfig.from_yaml_file(path).deepspeed_config
    plugin = DeepSpeedPlugin(
        zero_stage=said["zero_stage"],
        gradient_accumulation_steps=said["gradient_accumulation_steps"],
        gradient_clipping=said["gradient_clipping"],
        offload_optimizer_device=said["offload_optimizer_device"],
        offload_param_device=said["offload_param_device"],
        zero3_init_flag=said["zero3_init_flag"],
        zero3_save_16bit_model=said["zero3_save_16bit_model"],
    )
    read = DeepSpeedConfig(filled(plugin.deepspeed_config))
    return [f"ZeRO stage {read.zero_optimization_stage}, {read.gradient_accumulation_steps} micro batches a step"]


def filled(config):
    """Without what stands for the trainer's own sizes, with a micro batch of one."""
    kept = {key: filled(value) if isinstance(value, dict) else value for key, value in config.items() if value != "auto"}
    return kept | ({"train_micro_batch_size_per_gpu": 1} if "zero_optimization" in config else {})


def unsloth(path):
    from rehearse import signatures

    return signatures.check(path)


PARSERS = {"skypilot": skypilot, "dstack": dstack, "deepspeed": deepspeed, "unsloth": unsloth}


def main():
    tool, *files = sys.argv[1:]
    python = str(environments.python(tool))
    if sys.executable != python:
        os.execve(python, [python, "-m", "rehearse.parse", *sys.argv[1:]], dict(os.environ, SKYPILOT_DISABLE_USAGE_COLLECTION="1"))
    found = {}
    for path in files:
        try:
            found[path] = {"parsed": True, "resources": PARSERS[tool](path)}
        except Exception as error:  # noqa: BLE001 - one file must not hide the others
            found[path] = {"parsed": False, "error": f"{type(error).__name__}: {error}"[:300]}
    print(json.dumps({"tool": tool, "version": metadata.version(tool), "files": found}))
    sys.exit(0 if all(each["parsed"] for each in found.values()) else 1)


if __name__ == "__main__":
    main()
