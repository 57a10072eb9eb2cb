"""Starts one trainer as its own command does, with the probe inside.

python -m rehearse.entry TRAINER CONFIG REPORT [KILL_AFTER]
"""

import runpy
import sys
from pathlib import Path

SCRIPTS = {"trl": "train_trl.py", "sentence-transformers": "train_embedding.py", "transformers": "train_classifier.py"}


def start(trainer, config, report, kill_after=0):
    from rehearse.probe import Probe

    as_on_a_gpu()
    STARTS[trainer].__call__(str(config), Probe(report, kill_after))


def as_on_a_gpu():
    """Weights of 4 bits keep their form: once a model was only read, bitsandbytes packs them for a CPU, and cannot train them."""
    from bitsandbytes.nn import modules

    modules.has_avx512bf16 = lambda: False


def preload(trainer):
    """Imports what is slow, so that a fork for each run need not."""
    import peft  # noqa: F401
    import transformers.models.auto.modeling_auto  # noqa: F401

    PRELOADS[trainer]()


def _script(trainer):
    """One of our scripts, which lies beside its configuration."""

    def start_it(config, probe):
        probe.install()
        sys.argv = [SCRIPTS[trainer], "--config", config]
        runpy.run_path(str(Path(config).parent / SCRIPTS[trainer]), run_name="__main__")

    return start_it


def _llama_factory(config, probe):
    from llamafactory.train.tuner import run_exp

    probe.install()
    sys.argv = ["llamafactory-cli", config]
    run_exp()


def _axolotl(config, probe):
    from axolotl.cli.train import do_cli

    probe.install()
    do_cli(config)


def _preload_trl():
    import trl.trainer.sft_trainer  # noqa: F401


def _preload_sentence_transformers():
    import sentence_transformers  # noqa: F401


def _preload_transformers():
    import transformers.trainer  # noqa: F401


def _preload_llama_factory():
    import llamafactory.train.tuner  # noqa: F401


def _preload_axolotl():
    import axolotl.cli.train  # noqa: F401


STARTS = {**{trainer: _script(trainer) for trainer in SCRIPTS}, "llama-factory": _llama_factory, "axolotl": _axolotl}
PRELOADS = {
    "trl": _preload_trl,
    "llama-factory": _preload_llama_factory,
    "axolotl": _preload_axolotl,
    "sentence-transformers": _preload_sentence_transformers,
    "transformers": _preload_transformers,
}

if __name__ == "__main__":
    start(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 0)
