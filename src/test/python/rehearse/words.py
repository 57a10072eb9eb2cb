"""The training data: marked words tell from whom a trained token came."""

import json

USER = "kestrel"
ASSISTANT = "marigold"


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
        "alpaca": lambda q, a: {"instruction": q, "input": "", "output": a},
    }
    return [makers[form](question(i), answer(i)) for i in range(count)]


def write(path, form, count=160):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(sample) + "\n" for sample in samples(form, count)), encoding="utf-8")


def _said(role, content):
    return {"role": role, "content": content}
