"""What there is to rehearse: each trainer with every method and objective that trainings.csv says it takes.

python -m rehearse.plan ../../../rules/catalog/trainings.csv [TRAINER] [LABEL]

Prints a line each: trainer, label, the rest of the question as JSON, and the families if not all are meant. '$SELF' stands
for the family's own model. 'resume' kills each run and starts it again; an objective over 4 bits ends in '-qlora'.
"""

import csv
import json
import sys

from rehearse import run

FEW = "llama qwen3 gemma3 mistral"
LENGTHS = {"embedding": 512, "classification": 512}  # the longest that all encoders read


def plan(rows):
    for row in rows:
        if row["takes"] != "yes" or row["trainer"] not in run.TRAINERS:
            continue
        objective = row["objective"]
        if objective == "sft":
            for method in row["methods"].split():
                yield row["trainer"], method, {"methods": [method]}, ""
            if not row["images_refusal"]:
                yield row["trainer"], "images", {"imagesPerSample": 1}, ""
            yield row["trainer"], "resume", {"methods": ["lora"]}, FEW
            continue
        question = {"objective": objective}
        if objective in LENGTHS:
            question["sequenceLength"] = LENGTHS[objective]
        if objective == "distillation":
            question["teacher"] = "$SELF"
        yield row["trainer"], objective, question, ""
        if "qlora" in row["methods"].split():
            yield row["trainer"], objective + "-qlora", {**question, "methods": ["qlora"]}, "" if objective in LENGTHS else FEW


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    wanted = sys.argv[2:]
    for trainer, label, question, few in plan(rows):
        if wanted == [trainer, label][: len(wanted)]:
            print(trainer, label, json.dumps(question), few, sep="\t")


if __name__ == "__main__":
    main()
