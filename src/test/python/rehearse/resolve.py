"""Resolves what tools.csv installs, for both kinds of processors, with pip's own resolver and ready-made wheels only.

python -m rehearse.resolve ../../../rules/catalog/tools.csv > resolved.jsonl

What pip takes from a repository of code has no wheel, and is named rather than resolved. Indexes of their own, as
PyTorch's, have the same versions as PyPI, where everything is looked for here. What makes answers up is left out.
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PYTHON = "3.12"
GLIBC = 39
HOSTS = {"x86-64": "x86_64", "arm64": "aarch64"}
COMPILED = ("flash-attn",)
NO_WHEEL = re.compile(r"No matching distribution found for (\S+)")
MOST_MADE = 5


def tags(machine):
    """Every kind of wheel that Ubuntu 24.04 on such a machine takes."""
    return [f"manylinux_2_{minor}_{machine}" for minor in range(GLIBC, 4, -1)] + [f"manylinux2014_{machine}", f"linux_{machine}"]


def needed(rows, stack, host):
    """Requirements with wheels, and those that come as code."""
    mine = [row for row in rows if row["stack"] == stack and row["host"] in ("any", host)
            and row["when"] != "generation"]
    code = [row["requirement"] for row in mine if " @ " in row["requirement"] or row["requirement"].startswith(COMPILED)]
    wheels = [row["requirement"] for row in mine if row["requirement"] not in code]
    return wheels, code


def resolve(wheels, machine):
    """What pip would install, what it would first make a wheel of, and its last word where it finds nothing."""
    with tempfile.TemporaryDirectory() as folder:
        made = []
        while True:
            installed, error = attempt(wheels, machine, folder)
            missing = NO_WHEEL.search(error or "")
            if installed is not None or not missing or len(made) == MOST_MADE:
                return installed, made, error
            wheel = pure(missing.group(1), folder)
            if wheel is None:
                return None, made, error
            made.append(missing.group(1))


def attempt(wheels, machine, folder):
    report = Path(folder, "report.json")
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--ignore-installed"]
    command += ["--report", str(report), "--target", folder, "--find-links", folder, "--only-binary=:all:"]
    command += ["--implementation", "cp", "--timeout=20", "--retries=1"]
    command += ["--python-version", PYTHON, *(f"--platform={tag}" for tag in tags(machine))]
    ran = subprocess.run([*command, *wheels], capture_output=True, text=True)
    if ran.returncode != 0:
        errors = [line for line in ran.stderr.splitlines() if line.startswith("ERROR") and "Ignored" not in line]
        return None, " ".join(errors or ran.stderr.splitlines()[-1:])[:400]
    return json.loads(report.read_text())["install"], ""


def pure(requirement, folder):
    """A wheel for every machine, made of a package that has none; None where it has code to compile."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, requirement]
    subprocess.run(command, capture_output=True, text=True)
    name = re.split("[=<>!~]", requirement)[0].replace("-", "_").lower()
    found = [each for each in Path(folder).glob("*-none-any.whl") if each.name.lower().startswith(name)]
    return found[0] if found else None


def record(rows, stack, host):
    wheels, code = needed(rows, stack, host)
    found = {"stack": stack, "host": host, "asked": wheels, "from_code": code}
    hosts = {row["host"] for row in rows if row["stack"] == stack}
    if host not in hosts and hosts != {"any"}:
        return {**found, "resolved": False, "error": "tools.csv names nothing for such processors, so no set-up is offered there"}
    installed, made, error = resolve(wheels, HOSTS[host])
    if installed is None:
        return {**found, "resolved": False, "error": error}
    versions = {each["metadata"]["name"].lower(): each["metadata"]["version"] for each in installed}
    cuda = sorted(name for name in versions if name.startswith("nvidia-cuda-runtime"))
    return {**found, "resolved": True, "packages": len(versions), "torch": versions.get("torch"), "cuda": cuda, "made": made}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for stack in sorted({row["stack"] for row in rows}):
        for host in HOSTS:
            print(json.dumps(record(rows, stack, host)), flush=True)


if __name__ == "__main__":
    main()
