"""Runs a function in a fork, with everything it prints in a file.

What a fork imported is imported here afterwards, so that the next finds it: of a tiny run most of the time went there.
"""

import contextlib
import importlib
import os
import signal
import sys
import time
import traceback
from pathlib import Path

LEARNT = ("bitsandbytes", "datasets", "huggingface_hub", "networkx", "peft", "scipy", "torch", "torchdata", "transformers", "trl")


def run(function, log, seconds=300):
    """The exit code, or minus the signal that ended it."""
    sys.stdout.flush()
    sys.stderr.flush()
    started = os.fork()
    if started == 0:
        _inside(function, log)
    code = _waited(started, seconds)
    _learn(log)
    return code


def _inside(function, log):
    code = 1
    known = set(sys.modules)
    try:
        target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(target, 1)
        os.dup2(target, 2)
        function()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        _imports(log).write_text("\n".join(name for name in list(sys.modules) if name not in known))
        os._exit(code)


def _imports(log):
    return Path(log).with_suffix(".imports")


def _learn(log):
    """Nothing of a trainer itself, which may change other libraries as it is imported."""
    if not _imports(log).exists():
        return  # it was killed
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        for name in _imports(log).read_text().split():
            if name.partition(".")[0] in LEARNT:
                with contextlib.suppress(Exception):
                    importlib.import_module(name)
    _imports(log).unlink()


def _waited(started, seconds):
    end = time.time() + seconds
    while time.time() < end:
        pid, status = os.waitpid(started, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.kill(started, signal.SIGKILL)
    os.waitpid(started, 0)
    return 124


def reason(log):
    """The last line that names an error."""
    lines = [line.strip() for line in open(log, errors="replace") if line.strip()]
    errors = [line for line in lines if "Error" in line or "error:" in line or "Exception" in line]
    return (errors or lines or [""])[-1][:500]
