"""The training data: marked words tell from whom a trained token came.

python -m rehearse.words TRAINER/OBJECTIVE ...

Prints the first sample that each is rehearsed with, as one JSON object; TRAINER/OBJECTIVE/plain means a base without a template.
"""

import json
import sys

USER = "kestrel"
ASSISTANT = "marigold"
PLAIN = {
    "dpo": "preference-plain",
    "orpo": "preference-plain",
    "reward": "preference-plain",
    "kto": "rated-plain",
    "grpo": "checked-plain",
}


PICTURE = "data/images/1.jpg"
SQUARE = 56


def question(number):
    return f"Tell me about {USER} number {number}"


def answer(number):
    return f"The {ASSISTANT} grows beside stone {number}"


def samples(form, count=160):
    """The same conversations in one of the forms that trainers name."""
    makers = {
        "messages": lambda q, a: {"messages": [_said("user", q), _said("assistant", a)]},
        "prompt-completion": lambda q, a: {"prompt": q, "completion": " " + a},
        "chat-prompt-completion": lambda q, a: {"prompt": [_said("user", q)], "completion": [_said("assistant", a)]},
        "text": lambda q, a: {"text": q + "\n" + a},
        "images": lambda q, a: {"messages": [_said("user", q), _said("assistant", a)], "images": [PICTURE]},
        "images-placed": lambda q, a: {"messages": [_said("user", "<image>" + q), _said("assistant", a)], "images": [PICTURE]},
        "pairs": lambda q, a: {"anchor": q, "positive": a},
        "labelled": lambda q, a: {"text": a if _good(q) else q, "label": "plant" if _good(q) else "bird"},
        "alpaca": lambda q, a: {"instruction": q, "input": "", "output": a},
        "preference": lambda q, a: {"prompt": [_said("user", q)], "chosen": [_said("assistant", a)], "rejected": [_worse(q)]},
        "preference-messages": lambda q, a: {"messages": [_said("user", q)], "chosen": _said("assistant", a), "rejected": _worse(q)},
        "preference-whole": lambda q, a: {
            "chosen": [_said("user", q), _said("assistant", a)],
            "rejected": [_said("user", q), _worse(q)],
        },
        "rated": lambda q, a: {"prompt": [_said("user", q)], "completion": [_said("assistant", a)], "label": _good(q)},
        "rated-messages": lambda q, a: {"messages": [_said("user", q), _said("assistant", a)], "label": _good(q)},
        "preference-plain": lambda q, a: {"prompt": q, "chosen": " " + a, "rejected": " " + _worse(q)["content"]},
        "rated-plain": lambda q, a: {"prompt": q, "completion": " " + a, "label": _good(q)},
        "checked-plain": lambda q, a: {"prompt": q, "answer": a.split()[-1]},
        "checked": lambda q, a: {"prompt": [_said("user", q)], "answer": a.split()[-1]},
    }
    return [makers[form](question(i), answer(i)) for i in range(count)]


def usual(trainer, plain):
    """What a trainer is given where nobody says what."""
    own = {"sentence-transformers": "pairs", "transformers": "labelled"}
    return own.get(trainer) or ("prompt-completion" if trainer == "trl" and plain else "messages")


def form_of(objective, trainer, plain=False):
    """The form of data that our README names for an objective; None for answers to copy. Plain for TRL with a base."""
    if plain and trainer == "trl" and objective in PLAIN:
        return PLAIN[objective]
    messages = trainer == "llama-factory"
    return {
        "dpo": "preference-messages" if messages else "preference",
        "reward": "preference-messages" if messages else "preference",
        "orpo": "preference-messages" if messages else "preference-whole",
        "kto": "rated-messages" if messages else "rated",
        "grpo": "checked",
        "distillation": "messages",
        "embedding": "pairs",
        "images": "images-placed" if messages else "images",
        "classification": "labelled",
    }.get(objective)


def write(path, form, count=160):
    path.parent.mkdir(parents=True, exist_ok=True)
    if form.startswith("images"):
        picture(path.parent.parent / PICTURE)
    path.write_text("".join(json.dumps(sample) + "\n" for sample in samples(form, count)), encoding="utf-8")


def picture(path):
    """A small picture of two colours."""
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    shown = Image.new("RGB", (SQUARE, SQUARE), "red")
    shown.paste("blue", (0, 0, SQUARE // 2, SQUARE))
    shown.save(path)


def _said(role, content):
    return {"role": role, "content": content}


def _worse(question):
    return _said("assistant", f"No {ASSISTANT} grows there")


def _good(question):
    return int(question.split()[-1]) % 2 == 0


def _sample(asked):
    trainer, objective, *plain = asked.split("/")
    form = form_of(objective, trainer, bool(plain)) or usual(trainer, bool(plain))
    return samples(form, 1)[0]


if __name__ == "__main__":
    print(json.dumps({asked: _sample(asked) for asked in sys.argv[1:]}))
