"""A tokenizer of a few hundred tokens that carries a family's own special tokens and template."""

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

from rehearse import families, words

SIZE = 512


def make(dialect):
    special = list(dict.fromkeys(filter(None, [dialect["pad"], dialect["bos"], dialect["eos"], *dialect["tokens"]])))
    plain = Tokenizer(models.BPE())
    plain.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    plain.decoder = decoders.ByteLevel()
    texts = [text for i in range(50) for text in (words.question(i), words.answer(i), "user assistant system model")]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    plain.train_from_iterator(
        texts, trainers.BpeTrainer(vocab_size=SIZE, special_tokens=special, initial_alphabet=alphabet, show_progress=False)
    )
    if dialect.get("adds_bos"):
        bos, eos = dialect["bos"], dialect["eos"] if dialect.get("adds_eos") else ""
        plain.post_processor = processors.TemplateProcessing(
            single=_sequence(bos, "$A", eos),
            pair=_sequence(bos, "$A", eos, bos, "$B", eos),
            special_tokens=[(token, plain.token_to_id(token)) for token in (bos, eos) if token],
        )
    named = {f"{kind}_token": dialect[kind] for kind in ("bos", "eos", "pad") if dialect[kind]} | dialect.get("named", {})
    made = PreTrainedTokenizerFast(
        tokenizer_object=plain, additional_special_tokens=dialect["tokens"], model_max_length=4096, **named
    )
    made.chat_template = families.template(dialect)
    return made


def _sequence(*pieces):
    return " ".join(filter(None, pieces))
