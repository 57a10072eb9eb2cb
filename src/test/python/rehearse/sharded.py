"""Starts a trainer under FSDP2 without a GPU: accelerate's own plugin and wrapping, over gloo.

accelerate 1.15 starts copies wherever it sees no GPU, whatever its file asks for. Its answer to that one question is
replaced here. What it reads from the exported file, how it divides the model and gathers it again is its own.

python -m rehearse.sharded TRAINER CONFIG REPORT
"""

import os
import sys

from rehearse import entry


def install():
    import torch
    from accelerate.state import DistributedType, PartialState

    torch.distributed.init_process_group("gloo")
    os.environ["ACCELERATE_TORCH_DEVICE"] = "cpu"
    PartialState._prepare_backend = lambda *_: ("gloo", DistributedType.MULTI_GPU)


if __name__ == "__main__":
    install()
    entry.start(sys.argv[1], sys.argv[2], sys.argv[3])
