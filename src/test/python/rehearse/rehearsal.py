"""One rehearsal: an exported file, a family's tiny model, a real trainer, and what came of it."""

import json
import os
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

from rehearse import checks, child, entry, environments, exported, families, words

FILES = {
    "trl": "trl.yaml",
    "llama-factory": "llama-factory.yaml",
    "axolotl": "axolotl.yml",
    "sentence-transformers": "sentence-transformers.yaml",
    "transformers": "transformers.yaml",
}
VERSIONS = {
    "trl": ["trl"],
    "llama-factory": ["llamafactory", "trl"],
    "axolotl": ["axolotl", "trl"],
    "sentence-transformers": ["sentence-transformers"],
    "transformers": ["transformers"],
}


def rehearse(trainer, export, family_name, work, form=None, more=None, resume=True):
    """Runs it and tells everything as one record of plain values."""
    work = Path(work)
    export = Path(export)
    file = export / FILES[trainer] if export.is_dir() else export
    family = families.family(family_name)
    places = {name: work / name for name in ("data", "output", "prepared")}
    places["model"] = model(trainer, family_name, work)
    places["teacher"] = places["model"].with_name(family_name + "-teacher")
    for place in ("data", "output", "prepared"):
        shutil.rmtree(places[place], ignore_errors=True)
    form = form or words.usual(trainer, family["dialect"]["template"] is None)
    words.write(places["data"] / "train.jsonl", form)
    info = file.parent / "dataset_info.json"
    if trainer == "llama-factory" and info.exists():
        exported.dataset_info(json.loads(info.read_text()), places["data"])
    length = 4 * exported.LENGTH if form.startswith("images") else family["dialect"].get("length", exported.LENGTH)
    settings, replaced = exported.ready(trainer, exported.read(file), places, more, kernel(trainer, family), length)
    config = work / file.name
    exported.write(settings, config)
    if "teacher_model_name_or_path" in settings:
        model(trainer, family_name, work, teacher=True)
    if trainer in entry.SCRIPTS:
        shutil.copy(file.parent / entry.SCRIPTS[trainer], work)
    log, report = work / "run.log", work / "probe.json"
    report.unlink(missing_ok=True)
    code = child.run(lambda: _started(trainer, config, report), log)
    record = {
        "trainer": trainer,
        "family": family_name,
        "form": form,
        "exit": code,
        "replaced": replaced,
        "fp16": bool(settings.get("fp16")),
        "versions": versions(trainer),
    }
    if code != 0:
        record["error"] = child.reason(log)
    seen = json.loads(report.read_text()) if report.exists() else {}
    record.update({key: value for key, value in seen.items() if key not in ("samples", "losses", "finite")})
    record["checkpoints"] = checks.checkpoints(places["output"])
    plain = settings.get("template") == "default" or settings.get("chat_template") == "jinja"
    record.update(_looked_at(trainer, seen, places, family, work, plain))
    if trainer != "trl" and "error" in record.get("reload", {}):
        record["reload"]["newer"] = elsewhere(places)
    if resume and code == 0 and record["checkpoints"]:
        record["resume"] = _resumed(trainer, config, places, work)
    return record


def _started(trainer, config, report, kill_after=0):
    """In the folder of the training, from which samples name their pictures."""
    os.chdir(config.parent)
    entry.start(trainer, config, report, kill_after)


def model(trainer, family, work, teacher=False):
    """The family's tiny model, made once for each trainer by the transformers that the trainer takes; or its teacher."""
    from rehearse import tiny

    made = folder(trainer, family, Path(work).parent.parent)
    made = made.with_name(family + "-teacher") if teacher else made
    if not (made / "rehearsal.json").exists():
        log = Path(work) / "model.log"
        if child.run(lambda: tiny.make(family, made, seed=2 if teacher else 1), log) != 0:
            raise RuntimeError(f"No tiny model of {family}: {child.reason(log)}")
    return made


def folder(trainer, family, work):
    """Where the tiny model lies that was made for a trainer."""
    return Path(work) / "models" / trainer / family


def kernel(trainer, family):
    """What runs on a CPU: sdpa where the class has it, except in Axolotl, which packs for sdpa by a GPU's kernel."""
    return "sdpa" if family.get("sdpa", True) and trainer != "axolotl" else "eager"


def versions(trainer):
    names = [*VERSIONS[trainer], "transformers", "peft", "accelerate", "torch"]
    return {name: metadata.version(name) for name in dict.fromkeys(names)}


def _looked_at(trainer, seen, places, family, work, plain):
    """Checks that need the tokenizer or the model, in a fork of their own."""
    found = work / "checks.json"
    found.unlink(missing_ok=True)

    def look():
        from transformers import AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(places["model"])
        record = {
            "loss": checks.loss(seen),
            "labels": checks.labels(seen, tokenizer, family["dialect"]),
            "template": checks.template(seen, tokenizer, family["dialect"], plain),
        }
        found.write_text(json.dumps(record))
        if list(places["output"].rglob("*.safetensors")):
            record["reload"] = checks.reload(places["model"], places["output"], trainer)
        found.write_text(json.dumps(record))

    code = child.run(look, work / "checks.log")
    record = json.loads(found.read_text()) if found.exists() else {}
    if code != 0:
        record["reload"] = {"error": child.reason(work / "checks.log")}
    return record


def elsewhere(places):
    """What the PEFT of TRL's environment, which is newer, makes of an adapter that the trainer's own does not load."""
    command = [str(environments.python("trl")), "-m", "rehearse.checks", str(places["model"]), str(places["output"])]
    ran = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, PYTHONPYCACHEPREFIX=""))
    return json.loads(ran.stdout.splitlines()[-1]) if ran.returncode == 0 else {"error": ran.stderr[-300:]}


def _resumed(trainer, config, places, work):
    """Kills a run after its third step, starts it again with the same file, and tells the step it went on from."""
    shutil.rmtree(places["output"], ignore_errors=True)
    report = work / "killed.json"
    killed = child.run(lambda: _started(trainer, config, report, 3), work / "killed.log")
    kept = checks.checkpoints(places["output"])
    again = child.run(lambda: _started(trainer, config, report), work / "resumed.log")
    seen = json.loads(report.read_text()) if report.exists() else {}
    record = {"killed": killed, "kept": [each["name"] for each in kept], "exit": again, "from_step": seen.get("started_at_step")}
    if again != 0:
        record["error"] = child.reason(work / "resumed.log")
    return record
