"""Rehearses one exported file and prints one JSON object as its last line.

python -m rehearse.run --trainer trl --export FILE_OR_FOLDER --family llama --work FOLDER

Exits with 0 if the trainer did, else with 1. The checks are in the JSON; who calls decides which of them must hold.
"""

import argparse
import json
import os
import sys
from pathlib import Path

from rehearse import environments

TRAINERS = ["trl", "llama-factory", "axolotl", "sentence-transformers", "transformers"]
QUIET = {
    "HF_HUB_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "AXOLOTL_DO_NOT_TRACK": "1",
    "DO_NOT_TRACK": "1",
    "WANDB_DISABLED": "true",
    "CUDA_VISIBLE_DEVICES": "",
    "AXOLOTL_DATASET_NUM_PROC": "1",
    "AXOLOTL_DATASET_PROCESSES": "1",
    "DISABLE_VERSION_CHECK": "0",
    "OMP_NUM_THREADS": "1",
    "PYTHONWARNINGS": "ignore",
}


def arguments(words=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--trainer", required=True, choices=TRAINERS)
    parser.add_argument("--export", required=True, type=Path)
    parser.add_argument("--family", required=True)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--form", help="of the data: messages, prompt-completion, chat-prompt-completion, text, alpaca")
    parser.add_argument("--set", nargs="*", default=[], metavar="KEY=JSON", help="settings tried in place of ours")
    parser.add_argument("--no-resume", action="store_true")
    return parser.parse_args(words)


def in_environment(trainer):
    """Starts this program again in the trainer's environment if it does not run there."""
    wanted = environments.folder(trainer)
    if Path(sys.prefix).resolve() == wanted.resolve():
        return
    if not environments.python(trainer).exists():
        sys.exit(f"There is no environment for {trainer}. Run environments.sh first.")
    env = dict(os.environ, **QUIET, PYTHONPATH=str(environments.HERE.parent), HF_HOME=str(wanted / "hub"))
    # To compile what a trainer imports takes longer than to train a tiny model, so it is kept beside the trainer.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env["PYTHONPYCACHEPREFIX"] = str(wanted / "bytecode")
    started = str(environments.python(trainer))
    os.execve(started, [started, "-m", _module(), *sys.argv[1:]], env)


def _module():
    return sys.modules["__main__"].__spec__.name


def settings(pairs):
    return {key: json.loads(value) for key, _, value in (pair.partition("=") for pair in pairs)}


def rehearsed(args):
    """One rehearsal, whose record is printed; whether the trainer did."""
    from rehearse import entry, rehearsal

    entry.preload(args.trainer)
    args.work.mkdir(parents=True, exist_ok=True)
    found = rehearsal.rehearse(
        args.trainer, args.export, args.family, args.work.resolve(), args.form, settings(args.set), not args.no_resume
    )
    print(json.dumps(found, ensure_ascii=False))
    return found["exit"] == 0


def main():
    args = arguments()
    in_environment(args.trainer)
    sys.exit(0 if rehearsed(args) else 1)


if __name__ == "__main__":
    main()
