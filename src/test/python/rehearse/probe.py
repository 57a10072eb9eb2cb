"""Watches a transformers Trainer from inside: weights, gradients, labels, losses.

It changes nothing that is trained. With 'kill_after' it ends the process as a lost machine would.
"""

import json
import math
import os
import signal
from pathlib import Path

import torch

SHOWN = 8


class Probe:
    """One run's observations, written to a file after each step."""

    def __init__(self, report, kill_after=0):
        self.report = Path(report)
        self.kill_after = kill_after
        self.seen = {"losses": [], "steps": 0}
        self.reached = {}
        self.samples = []

    def install(self):
        from transformers import Trainer

        probe = self
        training_step = Trainer.training_step
        inner_loop = Trainer.train

        def watched_step(trainer, model, inputs, *rest, **named):
            probe.batch(inputs)
            return training_step(trainer, model, inputs, *rest, **named)

        def watched_train(trainer, *rest, **named):
            trainer.add_callback(callback(probe, trainer))
            return inner_loop(trainer, *rest, **named)

        Trainer.training_step = watched_step
        Trainer.train = watched_train

    def batch(self, inputs):
        if len(self.samples) >= SHOWN or "labels" not in inputs or inputs["labels"].dim() < 2:
            return
        for ids, labels in zip(inputs["input_ids"], inputs["labels"]):
            self.samples.append((ids.tolist(), labels.tolist()))

    def begin(self, trainer, model):
        trained = {name: p.numel() for name, p in model.named_parameters() if p.requires_grad}
        self.seen["started_at_step"] = trainer.state.global_step
        self.seen["trained_weights"] = sum(trained.values())
        types = {str(p.dtype).partition(".")[2] for p in model.parameters() if p.requires_grad}
        self.seen["trained_types"] = sorted(types)
        self.seen["all_weights"] = sum(p.numel() for p in model.parameters())
        self.seen["optimizer"] = type(trainer.optimizer).__name__ if trainer.optimizer else None
        self.seen["model_class"] = type(unwrapped(model)).__name__
        self.seen["attention"] = getattr(unwrapped(model).config, "_attn_implementation", None)
        self.seen["distributed"] = str(getattr(trainer.accelerator.distributed_type, "value", None))
        self.seen["sharded_weights"] = sum(p.numel() for p in model.parameters() if hasattr(p, "to_local"))
        self.reached = {name: False for name in trained}
        self.write()

    def gradients(self, model):
        for name, weight in model.named_parameters():
            if name in self.reached and weight.grad is not None and not self.reached[name]:
                grad = weight.grad
                grad = grad.to_local() if hasattr(grad, "to_local") else grad
                self.reached[name] = bool(torch.any(grad != 0))

    def step(self, state):
        self.seen["steps"] = state.global_step
        self.seen["losses"] = [round(entry["loss"], 4) for entry in state.log_history if "loss" in entry]
        self.write()
        if self.kill_after and state.global_step >= self.kill_after:
            os.kill(os.getpid(), signal.SIGKILL)

    def end(self, trainer):
        self.seen["targets"] = targets(self.reached)
        self.seen["without_gradient"] = sorted(name for name, reached in self.reached.items() if not reached)[:20]
        self.seen["without_gradient_count"] = sum(not reached for reached in self.reached.values())
        self.seen["samples"] = self.samples[:SHOWN]
        self.write()

    def write(self):
        if int(os.environ.get("RANK", 0)) == 0:
            finite = all(math.isfinite(loss) for loss in self.seen["losses"])
            self.report.write_text(json.dumps(dict(self.seen, finite=finite)), encoding="utf-8")


def unwrapped(model):
    model = getattr(model, "module", model)
    return model.get_base_model() if hasattr(model, "get_base_model") else model


def targets(reached):
    """How many modules of each name train, as {'q_proj': 2}; adapters are counted once."""
    counts = {}
    for name in reached:
        parts = [part for part in name.split(".") if part not in ("default", "weight", "bias")]
        if any("lora_B" in part for part in parts):
            continue
        plain = [part for part in parts if not part.startswith("lora_") and part != "base_layer"]
        key = ".".join(plain[-2:]) if plain[-1] in ("gate", "router", "experts") else plain[-1]
        counts[key] = counts.get(key, 0) + 1
    return dict(sorted(counts.items()))


def callback(probe, trainer):
    from transformers import TrainerCallback

    class Watcher(TrainerCallback):
        def on_train_begin(self, args, state, control, model=None, **_):
            probe.begin(trainer, model)

        def on_pre_optimizer_step(self, args, state, control, model=None, **_):
            probe.gradients(trainer.model_wrapped if model is None else model)

        def on_log(self, args, state, control, **_):
            probe.step(state)

        def on_train_end(self, args, state, control, **_):
            probe.end(trainer)

    return Watcher()
