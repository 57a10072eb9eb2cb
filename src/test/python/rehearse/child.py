"""Runs a function in a fork, with everything it prints in a file."""

import os
import signal
import sys
import time
import traceback


def run(function, log, seconds=300):
    """The exit code, or minus the signal that ended it."""
    sys.stdout.flush()
    sys.stderr.flush()
    started = os.fork()
    if started == 0:
        _inside(function, log)
    return _waited(started, seconds)


def _inside(function, log):
    code = 1
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
        os._exit(code)


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
