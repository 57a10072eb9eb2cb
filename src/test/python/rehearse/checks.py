"""What is asserted of a finished run, from the probe's report and the output folder."""

import json
import re
import sys
from pathlib import Path

from rehearse import words


def loss(report):
    losses = report.get("losses", [])
    return {
        "losses": losses,
        "finite": bool(losses) and report.get("finite", False),
        "falls": len(losses) > 1 and losses[-1] < losses[0],
    }


def labels(report, tokenizer, dialect):
    """Whether the assistant's words and turn end carry loss, and whether the prompt does not."""
    found = {"assistant_trained": None, "turn_end_trained": None, "prompt_trained": None, "pads_trained": 0, "after_answer": None}
    samples = report.get("samples", [])
    if not samples:
        return found
    ends, assistant, prompt = [], False, False
    for ids, trained in samples:
        kept = _runs(ids, trained)
        text = "".join(tokenizer.decode(run) if run else "\0" for run in kept)
        assistant |= words.ASSISTANT in text
        prompt |= words.USER in text
        ends += _turn_ends(text, _ends(dialect))
        after = re.search(rf"{words.ASSISTANT} grows beside stone \d+(.{{0,24}})", text, re.DOTALL)
        found["after_answer"] = found["after_answer"] or (after and after.group(1).replace("\0", " | "))
        found["pads_trained"] += _trained_pads(ids, trained, tokenizer)
    found.update(assistant_trained=assistant, prompt_trained=prompt, turn_end_trained=bool(ends) and any(ends))
    found["example"] = _shown(samples[0], tokenizer)
    return found


def template(report, tokenizer, dialect, plain=False):
    """Whether the first sample reads as the family's own template writes it; a base in plain turns has none."""
    samples = report.get("samples", [])
    if plain or not samples or tokenizer.chat_template is None:
        return {"as_family": None}
    said = tokenizer.decode(samples[0][0])
    found = re.search(rf"{words.USER} number (\d+)", said)
    if not found:
        return {"as_family": False, "said": said[:200]}
    sample = words.samples("messages", int(found.group(1)) + 1)[-1]
    wanted = tokenizer.apply_chat_template(sample["messages"], tokenize=False)
    bos = dialect["bos"]
    doubled = bool(bos) and bos != dialect["eos"] and said.count(bos + bos) > 0
    same = _plain(wanted, bos) in _plain(said, bos)
    template = {"as_family": same, "first_token_doubled": doubled}
    if not same:
        template.update(wanted=wanted[:300], said=said[:300])
    return template


def checkpoints(output):
    """The checkpoints that were kept, with their bytes."""
    kept = sorted(Path(output).glob("checkpoint-*"), key=lambda folder: int(folder.name.split("-")[1]))
    return [{"name": folder.name, "bytes": sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())} for folder in kept]


def reload(model, output, trainer=""):
    """Loads what was trained as its user would, and counts the adapters' weights."""
    import torch
    import transformers
    from peft import PeftModel

    if trainer == "sentence-transformers":
        return _embeds(output)
    if not (Path(output) / "adapter_config.json").exists():
        files = [f for f in Path(output).glob("*.safetensors")]
        return {"kind": "full" if files else "nothing"}
    config = transformers.AutoConfig.from_pretrained(model)
    judges = trainer == "transformers"
    made = transformers.AutoModelForSequenceClassification if judges else getattr(transformers, config.architectures[0])
    plain = made.from_pretrained(model, dtype=torch.float32)
    loaded = PeftModel.from_pretrained(plain, output)
    return _adapters(loaded)


def _embeds(output):
    """What a saved embedding model makes of a question, its answer and another's."""
    from sentence_transformers import SentenceTransformer

    loaded = SentenceTransformer(str(output), device="cpu")
    asked, right, wrong = loaded.encode([words.question(3), words.answer(3), words.answer(77)])
    likeness = loaded.similarity(asked, [right, wrong])[0].tolist()
    return {**_adapters(loaded), "dimensions": len(asked), "right": likeness[0], "wrong": likeness[1]}


def _adapters(loaded):
    adapters = {n: p for n, p in loaded.named_parameters() if "lora_" in n}
    if not adapters:
        return {"kind": "full"}
    import torch

    return {
        "kind": "adapter",
        "weights": sum(p.numel() for p in adapters.values()),
        "changed": any(bool(torch.any(p != 0)) for n, p in adapters.items() if "lora_B" in n),
    }


def _runs(ids, labels):
    """Runs of trained tokens, with None between them."""
    runs, run = [], []
    for token, label in zip(ids, labels):
        if label == -100:
            runs += [run, None] if run else []
            run = []
        else:
            run.append(token)
    return runs + ([run] if run else [])


def _ends(dialect):
    """What a model may end its turn with: its end of a turn or of a text, and in a base any token that a trainer takes."""
    ends = [dialect["eos"], dialect["turn_end"]] if dialect["template"] else [dialect["eos"], *dialect["tokens"]]
    return tuple(end for end in ends if end)


def _turn_ends(text, ends):
    pattern = rf"{words.ASSISTANT} grows beside stone \d+\s*"
    return [text[match.end():].startswith(ends) for match in re.finditer(pattern, text)]


def _trained_pads(ids, labels, tokenizer):
    pad = tokenizer.pad_token_id
    if pad is None or pad == tokenizer.eos_token_id:
        return 0
    return sum(token == pad and label != -100 for token, label in zip(ids, labels))


def _shown(sample, tokenizer):
    ids, labels = sample[0][:60], sample[1][:60]
    return "".join(
        ("" if label == -100 else "+") + piece
        for piece, label in zip((tokenizer.decode([token]) for token in ids), labels)
    )


def _plain(text, bos):
    return re.sub(r"\s+", "", text.replace(bos, "") if bos else text)


if __name__ == "__main__":
    print(json.dumps(reload(*sys.argv[1:3])))
