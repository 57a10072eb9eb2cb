"""Turns records of rehearsals into the catalog of what was rehearsed.

python -m rehearse.results [--onto rehearsals.csv] RECORDS.jsonl ... > rehearsals.csv

With --onto the rows of that table stay where no record says anything newer. A row comes only of a run. Of several runs of one family with one trainer and label the last counts.
"""

import csv
import datetime
import json
import re
import sys
from pathlib import Path

FIELDS = ["id", "family", "trainer", "label", "version", "day", "result", "trained_weights", "note"]
REFUSALS = ("does not recognize this architecture", "Unrecognized", "not supported", "does not support", "incompatible")
HEADS = ("v_head.summary.bias", "score.bias")
NOISY = ("grpo", "kto")  # their few steps have good and bad answers by turns, so single losses do not compare
JUDGES = "AutoModelForSequenceClassification"
GPU_WANTED = ("does not support `pure_bf16`", "re-initialize CUDA", "aten::_flash_attention_forward", "has no attribute 'shape'",
              "--tf32 requires Ampere")
MAIN = {"trl": "trl", "llama-factory": "llamafactory", "axolotl": "axolotl", "unsloth": "unsloth", "hf-trainer": "transformers"}
NAMES = {"llama-factory": "llamafactory"}


def parsed(record, day):
    """One row for all files that a launcher's parser read."""
    files = record["files"].values()
    read = sum(each["parsed"] for each in files)
    by_schema = sum("keys and types only" in str(each.get("resources")) for each in files)
    note = f"{read} of {len(files)} files" + (f", {by_schema} by keys and types only" if by_schema else "")
    kind = "parsed" if read == len(files) else "failed"
    made = {"family": "all", "trainer": record["tool"], "version": record["version"]}
    made["label"] = "signatures" if record["tool"] == "unsloth" else "launch"
    return {**made, "day": day, "result": kind, "trained_weights": "", "note": note}


def resolved(record, day):
    """What pip's resolver made of a stack's packages on a kind of machine."""
    pinned = next((each for each in record["asked"] if each.startswith(MAIN[record["stack"]] + "==")), "")
    made = {"family": "all", "trainer": record["stack"], "version": pinned.partition("==")[2] or "from code"}
    made |= {"label": "install-" + record["host"], "day": day, "trained_weights": ""}
    if not record["resolved"]:
        return {**made, "result": "refused", "note": _plain(record["error"])}
    beside = "".join(f"; {each.split(' @ ')[0]} comes as code" for each in record["from_code"])
    return {**made, "result": "parsed", "note": f"{record['packages']} ready-made packages with torch {record['torch']}{beside}"}


def together(record, day):
    """One row for a way of starting several processes, whatever the family."""
    divided = f"{record['sharded_weights']:,} of {record['all_weights']:,} weights divided" if record["sharded_weights"] else "a copy each"
    note = f"a tiny {record['family']} on {record['processes']} processors over gloo, {divided}"
    made = {"family": "all", "trainer": "accelerate", "label": record["label"], "version": record["versions"]["accelerate"]}
    return {**made, "day": day, "result": "rehearsed", "trained_weights": record["trained_weights"], "note": note}


def row(record, day):
    if record.get("trainer") == "accelerate":
        held = record["exit"] == 0 and record["loss"]["falls"] and not record["without_gradient_count"]
        return together(record, day) if held else None
    if "tool" in record:
        return parsed(record, day)
    if "stack" in record:
        return resolved(record, day)
    if record.get("exit") is None or "versions" not in record or _only_for_want_of_gpu(record):
        return None
    return {
        "family": record["family"],
        "trainer": record["trainer"],
        "version": record["versions"][NAMES.get(record["trainer"], record["trainer"])],
        "label": record.get("label") or "lora",
        "day": day,
        "result": result(record),
        "trained_weights": record.get("trained_weights", ""),
        "note": "; ".join(faults(record)),
    }


def identified(made):
    """With the key that the catalog has, and a label in its form."""
    label = re.sub(r"[^a-z0-9]+", "-", made["label"].lower()).strip("-")
    return {**made, "label": label, "id": f"{made['family']}/{made['trainer']}/{label}"}


def _only_for_want_of_gpu(record):
    """Such a run says nothing about our file."""
    return any(words in record.get("error", "") for words in GPU_WANTED)


def _aim(record):
    """The objective or method of a label, over 4 bits or not."""
    return str(record.get("label")).removesuffix("-qlora")


def _as_counted(record, counted):
    """The head of a judge or a classifier is trained beside the adapters, and nobody counts it."""
    more = record["trained_weights"] - counted if isinstance(counted, int) else -1
    return more == 0 or (_aim(record) in ("reward", "classification") and 0 < more)


def _plain(text):
    """One line without the machine's own paths."""
    return re.sub(r"/\S*/", "", " ".join(text.split()))[:200]


def result(record):
    if record["exit"] == 0:
        return "failed" if record.get("label") == "resume" and not goes_on(record) else "rehearsed"
    return "refused" if any(words in record.get("error", "") for words in REFUSALS) else "failed"


def goes_on(record):
    """Whether a run that was killed is finished by the same command."""
    again = record.get("resume") or {}
    return again.get("exit") == 0 and bool(again.get("from_step"))


def faults(record):
    """What a reader must know of the run, most serious first."""
    if JUDGES in record.get("error", ""):
        judge = "a classifier" if _aim(record) == "classification" else "a reward model"
        return [f"Transformers {record['versions']['transformers']} has no class of this family for {judge}"]
    if record["exit"] != 0:
        return [_plain(record.get("error", "ended by itself"))]
    found = []
    loss, labels, template = record.get("loss", {}), record.get("labels", {}), record.get("template", {})
    if not loss.get("finite"):
        found.append("the loss is not finite")
    elif not loss.get("falls") and _aim(record) not in NOISY:
        found.append("the loss does not fall")
    if labels.get("assistant_trained") is False:
        found.append("the assistant's words are not trained")
    if labels.get("turn_end_trained") is False:
        found.append("the turn end is not trained")
    if labels.get("prompt_trained"):
        found.append("the prompt is trained")
    if template.get("as_family") is False and record.get("label") != "images":  # tokens of the picture stand between
        found.append("the text differs from the family's template")
    if template.get("first_token_doubled"):
        found.append("the first token comes twice")
    counted = record.get("answer_counts")
    if counted is not None and not _as_counted(record, counted):
        found.append(f"the answer counts {counted} trained weights")
    if record.get("fp16") and "bfloat16" in record.get("trained_types", []):
        found.append("float16 training does not scale the bfloat16 weights that train")
    still = [name for name in record.get("without_gradient", []) if not name.endswith(HEADS)]
    if still and _aim(record) == "grpo":
        found.append("a random model earns no reward, so nothing was learned")
    elif still:
        found.append(f"{max(len(still), record['without_gradient_count'])} adapter matrices get no gradient")
    if "error" in record.get("reload", {}):
        newer = record["reload"].get("newer", {})
        loads = newer.get("weights") == record.get("trained_weights")
        found.append("loads again with PEFT 0.21, not with the trainer's own" if loads
                     else "does not load again: " + _plain(record["reload"]["error"]))
    if record.get("resume") and not goes_on(record):
        found.append(_plain(record["resume"].get("error", "starts over after a kill")))
    elif record.get("label") == "resume":
        found.append(f"killed after step 3, it went on from step {record['resume']['from_step']}")
    return found


def main():
    day = datetime.date.today().isoformat()
    paths = sys.argv[1:]
    rows = {}
    if paths[:1] == ["--onto"]:
        with open(paths[1], encoding="utf-8") as file:
            rows = {(each["family"], each["trainer"], each["label"]): each for each in csv.DictReader(file)}
        paths = paths[2:]
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            made = row(json.loads(line), day)
            if made:
                rows[made["family"], made["trainer"], made["label"]] = made
    writer = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted((identified(each) for each in rows.values()), key=lambda each: each["id"]))


if __name__ == "__main__":
    main()
