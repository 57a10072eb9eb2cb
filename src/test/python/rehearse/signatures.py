"""Holds the calls of our script for Unsloth against the signatures in the sources that it calls; nothing is imported.

Unsloth needs a GPU to be imported at all.
"""

import ast

from rehearse import environments

CALLED = {
    "FastLanguageModel.from_pretrained": ("unsloth/models/loader.py", "FastLanguageModel", "from_pretrained"),
    "FastLanguageModel.get_peft_model": ("unsloth/models/llama.py", "FastLlamaModel", "get_peft_model"),
    "SFTTrainer": ("trl/trainer/sft_trainer.py", "SFTTrainer", "__init__"),
    "trainer.train": ("transformers/trainer.py", "Trainer", "train"),
    "trainer.save_model": ("transformers/trainer.py", "Trainer", "save_model"),
    "get_last_checkpoint": ("transformers/trainer_utils.py", None, "get_last_checkpoint"),
}
FIELDS = {"SFTConfig": [("trl/trainer/sft_config.py", "SFTConfig"), ("transformers/training_args.py", "TrainingArguments")]}


def check(path):
    """The calls that were held against their signatures; raises for a name that one does not know."""
    with open(path, encoding="utf-8") as file:
        script = ast.parse(file.read())
    held = []
    for call in (node for node in ast.walk(script) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func)
        if name not in CALLED and name not in FIELDS:
            continue
        known = fields(name) if name in FIELDS else parameters(*CALLED[name])
        unknown = [keyword.arg for keyword in call.keywords if keyword.arg not in known]
        if unknown:
            raise ValueError(f"{name} knows no {', '.join(unknown)}")
        held.append(name)
    missing = {"FastLanguageModel.from_pretrained", "SFTConfig", "SFTTrainer", "trainer.train"} - set(held)
    if missing:
        raise ValueError(f"the script never calls {', '.join(sorted(missing))}")
    return held


def parameters(file, owner, function):
    """Named ones only: what falls into **kwargs nobody promises to read."""
    body = source(file).body
    if owner:
        body = next(node for node in body if isinstance(node, ast.ClassDef) and node.name == owner).body
    found = next(node for node in body if isinstance(node, ast.FunctionDef) and node.name == function)
    return {each.arg for each in [*found.args.args, *found.args.kwonlyargs]}


def fields(name):
    known = set()
    for file, owner in FIELDS[name]:
        body = next(node for node in source(file).body if isinstance(node, ast.ClassDef) and node.name == owner).body
        known |= {node.target.id for node in body if isinstance(node, ast.AnnAssign)}
    return known


def source(file):
    return ast.parse((environments.packages("unsloth") / file).read_text(encoding="utf-8"))
