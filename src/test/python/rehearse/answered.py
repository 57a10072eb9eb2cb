"""What Tunewise counts as trained for a tiny model, by the config.json that the trainer read."""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path

RANK = ("lora_r", "lora_rank")
TARGETS = ("lora_target_modules", "lora_target")
ATTENTION = re.compile(r"q_proj,k_proj,v_proj,o_proj$|\.\*\(\?<!linear_\)\(attn\|attention\)")
COUNT = re.compile(r"([\d,]+) trained weights")


STACKS = {"sentence-transformers": ("hf-trainer", "embedding"), "transformers": ("hf-trainer", "classification")}


def trained_weights(url, trainer, exported, model):
    """The number of the estimate, or why there is none."""
    rank = next((exported[key] for key in RANK if key in exported), None)
    named = next((exported[key] for key in TARGETS if key in exported), "")
    targets = named if isinstance(named, str) else ",".join(named)
    attention = ATTENTION.match(targets) and "lora_target_parameters" not in exported
    stack, objective = STACKS.get(trainer, (trainer, "sft"))
    request = {
        "objective": objective,
        "model": {"config": config(model)},
        "method": "lora" if rank else "full",
        "stack": stack,
        "microBatch": 1,
        "attention": "eager",
        "sequenceLength": 128,
    }
    if rank:
        request |= {"rank": rank, "targets": "attention" if attention else "as-exported"}
    try:
        answer = _post(url + "/api/estimates", request)
    except urllib.error.HTTPError as error:
        return json.loads(error.read()).get("detail", "refused")
    said = " ".join(part["formula"] for part in answer["parts"] if part["part"] in ("adapters", "optimizer"))
    found = COUNT.search(said)
    return int(found.group(1).replace(",", "")) if found else said


def config(model):
    return json.loads((Path(model) / "config.json").read_text(encoding="utf-8"))


def _post(url, question):
    request = urllib.request.Request(url, data=json.dumps(question).encode(), headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)
