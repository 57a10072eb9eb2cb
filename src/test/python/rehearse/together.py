"""Rehearses an export for several GPUs as processes on the CPU, started by accelerate from its exported file.

python -m rehearse.together --export FOLDER --family llama --work FOLDER [--processes 2]

Of accelerate.yaml only the number of processes and the device are replaced; sharded.py tells how FSDP runs on a CPU.
'distributed' and 'sharded_weights' in the result say whether the weights were really divided.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from rehearse import run


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--export", required=True, type=Path)
    parser.add_argument("--family", required=True)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--label", default="fsdp", help="kept in the record")
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    run.in_environment("trl")
    from rehearse import checks, child, entry, exported, families, rehearsal, words

    work = args.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    family = families.family(args.family)
    places = {name: work / name for name in ("data", "output", "prepared")}
    places["model"] = rehearsal.model("trl", args.family, work)
    words.write(places["data"] / "train.jsonl", "messages" if family["dialect"]["template"] else "prompt-completion")
    settings, _ = exported.ready("trl", exported.read(args.export / "trl.yaml"), places)
    exported.write(settings, work / "trl.yaml")
    shutil.rmtree(places["output"], ignore_errors=True)
    shutil.copy(args.export / entry.SCRIPTS["trl"], work)
    launch = dict(exported.read(args.export / "accelerate.yaml"), num_processes=args.processes)
    divided = launch["distributed_type"] == "FSDP"
    launch["use_cpu"] = not divided
    exported.write(launch, work / "accelerate.yaml")
    report, log = work / "probe.json", work / "run.log"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "accelerate.commands.launch", "--config_file", str(work / "accelerate.yaml")]
    command += ["-m", "rehearse.sharded" if divided else "rehearse.entry", "trl", str(work / "trl.yaml"), str(report)]
    with log.open("w") as out:
        code = subprocess.run(command, stdout=out, stderr=out, timeout=400, env=os.environ).returncode
    seen = json.loads(report.read_text()) if report.exists() else {}
    seen.pop("samples", None)
    record = {"trainer": "accelerate", "family": args.family, "processes": args.processes, "exit": code, **seen}
    record["label"] = args.label
    record["versions"] = rehearsal.versions("trl")
    record["loss"] = checks.loss(seen)
    record["asked_for"] = launch["distributed_type"]
    record["checkpoints"] = checks.checkpoints(places["output"])
    if code == 0:
        record["reload"] = checks.reload(places["model"], places["output"])
    else:
        record["error"] = child.reason(log)
    print(json.dumps(record))
    sys.exit(0 if code == 0 else 1)


if __name__ == "__main__":
    main()
