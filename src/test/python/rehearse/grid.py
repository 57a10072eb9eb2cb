"""Rehearses one trainer with many families, one fork each, and appends a JSON object a line to a file.

python -m rehearse.grid --trainer trl --exports FOLDER --work FOLDER --out results.jsonl [--family NAME ...]

EXPORTS holds one folder of exported files a family, as 'rehearse.ask' makes them. A family that the results name already,
with this trainer and label, is passed over, so that a grid which was broken off goes on.
"""

import argparse
import json
import sys
import time
from pathlib import Path

from rehearse import entry, families, run, words

NOT_ALL = 75


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--trainer", required=True, choices=run.TRAINERS)
    parser.add_argument("--exports", required=True, type=Path)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--family", nargs="*")
    parser.add_argument("--form")
    parser.add_argument("--objective", help="gives its form of data")
    parser.add_argument("--set", nargs="*", default=[], metavar="KEY=JSON")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--url", help="a running Tunewise, asked how many weights it counts as trained")
    parser.add_argument("--minutes", type=float, default=1e9, help="begin nothing after so long")
    parser.add_argument("--label", default="", help="kept in each record, as 'qlora'")
    args = parser.parse_args()
    run.in_environment(args.trainer)
    from rehearse import rehearsal

    done = recorded(args)
    left = [name for name in args.family or families.read("families") if name not in done]
    left = [name for name in left if exports(args, name)]
    if left:
        entry.preload(args.trainer)
    end = time.monotonic() + 60 * args.minutes
    for name in left:
        if time.monotonic() > end:
            print(args.trainer, args.label, f"{len(left) - left.index(name)} of {len(left)} families are left", flush=True)
            sys.exit(NOT_ALL)
        record = one(rehearsal, args, name)
        record["label"] = args.label
        if args.url and record["exit"] == 0:
            record["answer_counts"] = counted(args, name)
        with args.out.open("a", encoding="utf-8") as out:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
        print(args.trainer, name, line(record), flush=True)


def recorded(args):
    """Families that the results name already."""
    if not args.out.exists():
        return set()
    records = [json.loads(line) for line in args.out.read_text(encoding="utf-8").splitlines()]
    return {each.get("family") for each in records if each.get("trainer") == args.trainer and each.get("label") == args.label}


def exports(args, name):
    from rehearse import rehearsal

    return (args.exports / name / rehearsal.FILES[args.trainer]).exists()


def form_of(args, name):
    return words.form_of(args.objective, args.trainer, families.family(name)["dialect"]["template"] is None)


def counted(args, name):
    from rehearse import answered, exported, rehearsal

    file = args.exports / name / rehearsal.FILES[args.trainer]
    return answered.trained_weights(args.url, args.trainer, exported.read(file), rehearsal.folder(args.trainer, name, args.work))


def one(rehearsal, args, name):
    export = args.exports / name
    work = args.work / args.trainer / name
    work.mkdir(parents=True, exist_ok=True)
    try:
        return rehearsal.rehearse(
            args.trainer, export, name, work.resolve(), args.form or form_of(args, name), run.settings(args.set), args.resume
        )
    except Exception as error:  # noqa: BLE001 - one family must not end the others
        return {"trainer": args.trainer, "family": name, "exit": None, "error": repr(error)[:600]}


def line(record):
    if record["exit"] != 0:
        return f"exit {record['exit']}: {record.get('error', '')[:220]}"
    loss, labels, template = record.get("loss", {}), record.get("labels", {}), record.get("template", {})
    return (
        f"ok {record.get('trained_weights')} trained (answer {record.get('answer_counts')}), loss {loss.get('losses', ['?'])[:1]}..{loss.get('losses', ['?'])[-1:]}"
        f" prompt={labels.get('prompt_trained')} end={labels.get('turn_end_trained')} template={template.get('as_family')}"
        f" bos2={template.get('first_token_doubled')} nograd={record.get('without_gradient_count')} {record.get('targets')}"
        f" reload={record.get('reload')} resume={record.get('resume')}"
    )


if __name__ == "__main__":
    main()
