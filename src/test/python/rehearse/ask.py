"""Asks a running Tunewise for each family's answer and keeps the files it hands out.

python -m rehearse.ask URL FOLDER [--method lora] [--stack trl] [--family NAME ...]
"""

import argparse
import json
import urllib.error
import urllib.request
from pathlib import Path

from rehearse import families

STACKS = {"sentence-transformers": "hf-trainer", "transformers": "hf-trainer"}
FILES = {
    "trl": "trl.yaml",
    "trl-script": "train_trl.py",
    "axolotl": "axolotl.yml",
    "llama-factory": "llama-factory.yaml",
    "unsloth": "train_unsloth.py",
    "sentence-transformers": "sentence-transformers.yaml",
    "embedding-script": "train_embedding.py",
    "transformers": "transformers.yaml",
    "classifier-script": "train_classifier.py",
    "dataset-info": "dataset_info.json",
    "accelerate": "accelerate.yaml",
    "deepspeed": "accelerate-deepspeed.yaml",
    "skypilot": "skypilot.yaml",
    "dstack": "train.dstack.yml",
    "shell": "train.sh",
}


def post(url, question):
    request = urllib.request.Request(
        url + "/api/recommendations",
        data=json.dumps(question).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


def keep(url, question, folder):
    """Writes every file of an answer; refusals land in refused.json."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        answer = post(url, question)
    except urllib.error.HTTPError as error:
        (folder / "refused.json").write_text(error.read().decode(), encoding="utf-8")
        return None
    (folder / "recommendation.json").write_text(json.dumps(answer), encoding="utf-8")
    refused = {}
    for format_, file in FILES.items():
        try:
            with urllib.request.urlopen(f"{url}/api/recommendations/{answer['id']}/export/{format_}") as text:
                (folder / file).write_bytes(text.read())
        except urllib.error.HTTPError as error:
            refused[format_] = error.read().decode()[:400]
    (folder / "refused.json").write_text(json.dumps(refused, indent=1), encoding="utf-8")
    return answer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--method", default="lora")
    parser.add_argument("--stack", default="trl")
    parser.add_argument("--family", nargs="*")
    parser.add_argument("--more", default="{}", help="further fields of the question, as JSON")
    args = parser.parse_args()
    for name, family in families.read("families").items():
        if "ask" not in family or (args.family and name not in args.family):
            continue
        if (args.folder / name / "refused.json").exists():
            continue  # asked before
        question = {"model": family["ask"], "tokens": 5_000_000, "methods": [args.method]}
        question["stack"] = STACKS.get(args.stack, args.stack)
        question.update(json.loads(args.more.replace("$SELF", family["ask"])))
        answer = keep(args.url, question, args.folder / name)
        print(name, (answer or {}).get("outcome"), ((answer or {}).get("setup") or {}).get("gpu"), flush=True)


if __name__ == "__main__":
    main()
