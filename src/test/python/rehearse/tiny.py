"""A tiny random model of a family's real class, saved as a model on the Hugging Face hub is.

python -m rehearse.tiny FAMILY FOLDER
"""

import json
import sys
from pathlib import Path

import torch
import transformers

from rehearse import families, tokens


IMAGE_TOKENS = {
    "image_token_id": ["<|image_pad|>", "<image_soft_token>", "[IMG]", "<|image|>"],
    "image_token_index": ["<image_soft_token>", "[IMG]"],
    "video_token_id": ["<|video_pad|>", "<|video|>"],
    "vision_start_token_id": ["<|vision_start|>"],
    "vision_end_token_id": ["<|vision_end|>"],
    "boi_token_index": ["<start_of_image>"],
    "eoi_token_index": ["<end_of_image>"],
}


def config_of(family, tokenizer):
    ids = {f"{kind}_token_id": getattr(tokenizer, f"{kind}_token_id") for kind in ("bos", "eos", "pad")}
    shapes = families.read("shapes")
    text = dict(shapes["dense"], vocab_size=len(tokenizer), **ids)
    for shape in family.get("shapes", []):
        text.update(shapes[shape])
    if family.get("encoder"):
        del text["num_key_value_heads"]
    if family.get("kind") != "image":
        text.update(family.get("config", {}))
        return transformers.AutoConfig.for_model(family["type"], **text)
    text.update(family.get("text", {}))
    text_type = text.pop("model_type", None)
    outer = transformers.CONFIG_MAPPING[family["type"]]
    parts = {"text_config": dict(text, **({"model_type": text_type} if text_type else {}))}
    if "vision_config" in outer.sub_configs:
        parts["vision_config"] = dict(shapes["vision"], **family.get("vision", {}))
    if "audio_config" in outer.sub_configs:
        parts["audio_config"] = None
    own = {key: tokenizer.convert_tokens_to_ids(token) for key, token in image_tokens(tokenizer).items()}
    return outer(**parts, **{**ids, **own, **family.get("config", {})})


def image_tokens(tokenizer):
    """Those of the tokens that stand for images which the tokenizer has."""
    known = tokenizer.get_vocab()
    return {key: token for key, tokens in IMAGE_TOKENS.items() for token in tokens if token in known}


def processor(parts, tokenizer):
    """What image models have beside their tokenizer."""
    named = {part: name for part, name in parts.items() if part not in ("class", "image", "more", "size")}
    given = {"image_processor": parts.get("image", {})}
    made = {part: getattr(transformers, name)(**given.get(part, {})) for part, name in named.items()}
    made.update(parts.get("more", {}))
    if "size" in parts:
        made["image_processor"].size = {"height": parts["size"], "width": parts["size"]}
    return getattr(transformers, parts["class"])(tokenizer=tokenizer, chat_template=tokenizer.chat_template, **made)


def make(name, folder, seed=1):
    """Makes the model and returns how many weights it has."""
    family = families.family(name)
    folder = Path(folder)
    tokenizer = tokens.make(family["dialect"])
    config = config_of(family, tokenizer)
    config.architectures = [family["class"]]
    torch.manual_seed(seed)
    model = getattr(transformers, family["class"])(config).to(torch.bfloat16)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    if "processor" in family:
        processor(family["processor"], tokenizer).save_pretrained(folder)
    weights = sum(weight.numel() for weight in model.parameters())
    (folder / "rehearsal.json").write_text(json.dumps({"family": name, "weights": weights}), encoding="utf-8")
    return weights


if __name__ == "__main__":
    print(json.dumps({"family": sys.argv[1], "weights": make(sys.argv[1], sys.argv[2])}))
