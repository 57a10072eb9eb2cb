"""What the files in families/ say."""

import json

from rehearse.environments import HERE, packages

SHIPPED = {"trl": "trl/chat_templates", "axolotl": "axolotl/utils/chat_templates/templates"}


def read(name):
    values = json.loads((HERE / "families" / f"{name}.json").read_text(encoding="utf-8"))
    return {key: value for key, value in values.items() if key != "about"}


def family(name):
    """One family with its dialect under 'dialect' and its model type under 'type'."""
    found = dict(read("families")[name])
    found["name"] = name
    found.setdefault("type", name)
    found["dialect"] = dict(read("dialects")[found["dialect"]], name=found["dialect"])
    return found


def template(dialect):
    """The chat template's text, or None for a base without one."""
    name = dialect["template"]
    if name is None:
        return None
    owner, _, file = name.rpartition("/")
    folder = packages(owner) / SHIPPED[owner] if owner else HERE / "templates"
    return (folder / file).read_text(encoding="utf-8")
