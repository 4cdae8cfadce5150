"""Tiny language models as text encoders.

Their tokenizers know printable ASCII letter by letter, and the words of the instructions that pipelines put in front
as one each: what pipelines cut off at the front is counted in tokens.
"""

from collections.abc import Sequence
from typing import Any

from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import (
    CLIPImageProcessor,
    CLIPVisionConfig,
    Gemma2Config,
    Gemma2Model,
    Gemma3Config,
    Gemma3ForConditionalGeneration,
    LlamaConfig,
    LlamaModel,
    LlavaConfig,
    LlavaForConditionalGeneration,
    Mistral3Config,
    Mistral3ForConditionalGeneration,
    PreTrainedTokenizerFast,
    Qwen2_5_VLConfig,
    Qwen2_5_VLForConditionalGeneration,
    Qwen2_5_VLTextConfig,
    Qwen2_5_VLTextModel,
    Qwen2VLImageProcessor,
    Qwen3Config,
    Qwen3ForCausalLM,
    Qwen3Model,
)

from generation.backends.diffusers.processing import PicturesProcessor

HIDDEN = 16
CHAT = ("<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>")
_CHATTING = (
    "{% for each in messages %}<|im_start|>{{ each.role }}\n"
    "{% if each.content is string %}{{ each.content }}{% else %}{{ each.content[0].text }}{% endif %}"
    "<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
_ROPE = {"mrope_section": [1, 1, 2], "rope_type": "default", "type": "default"}


def tokenizer(known: str = "", special: Sequence[str] = CHAT, words: int = 4096) -> Any:
    """Return a tokenizer that knows the words of a text."""
    letters = [chr(code) for code in range(33, 127)]
    whole = sorted({f"\u2581{each}" for each in known.split() if len(each) > 1})
    vocabulary = [(each, 0.0) for each in ("<pad>", "<unk>", "<s>", "</s>", *special)]
    vocabulary += [("\u2581", -2.0), *((each, -2.0) for each in letters), *((each, -1.0) for each in whole)]
    made = Tokenizer(models.Unigram(vocabulary, unk_id=1))
    made.pre_tokenizer, made.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    return PreTrainedTokenizerFast(
        tokenizer_object=made, pad_token="<pad>", unk_token="<unk>", bos_token="<s>", eos_token="</s>",
        additional_special_tokens=list(special), chat_template=_CHATTING, model_max_length=words,
    )  # fmt: skip


def llama(known: str) -> tuple[Any, Any]:
    """Return a Llama with its tokenizer."""
    words = tokenizer(known, ("<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", "<image>"))
    return LlamaModel(LlamaConfig(**_plain(words), num_hidden_layers=3)), words


def llava(known: str) -> tuple[Any, Any, Any]:
    """Return a Llama that sees, its tokenizer, and what prepares its pictures."""
    words = tokenizer(known, ("<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", "<image>"))
    seeing = CLIPVisionConfig(
        hidden_size=8, intermediate_size=16, projection_dim=16, num_attention_heads=2, num_hidden_layers=2,
        image_size=48, patch_size=2,
    )  # fmt: skip
    speaking = LlamaConfig(**_plain(words), num_hidden_layers=3)
    image = words.convert_tokens_to_ids("<image>")
    made = LlavaForConditionalGeneration(
        LlavaConfig(vision_config=seeing, text_config=speaking, image_token_index=image, pad_token_id=0)
    )
    return made, words, CLIPImageProcessor(crop_size=48, size=48)


def qwen_text(known: str) -> tuple[Any, Any]:
    """Return the speaking half of a Qwen 2.5 that sees, with its tokenizer."""
    words = tokenizer(known)
    return Qwen2_5_VLTextModel(Qwen2_5_VLTextConfig(**_plain(words), num_hidden_layers=3, rope_scaling=_ROPE)), words


def qwen(known: str) -> tuple[Any, Any, Any]:
    """Return a Qwen 2.5 that sees, its tokenizer, and the processor that prepares words and pictures for it."""
    words = tokenizer(known)
    ids = {name: words.convert_tokens_to_ids(token) for name, token in zip(
        ("vision_start_token_id", "vision_end_token_id", "image_token_id", "video_token_id"), CHAT[2:], strict=True
    )}  # fmt: skip
    made = Qwen2_5_VLForConditionalGeneration(Qwen2_5_VLConfig(
        text_config={**_plain(words), "num_hidden_layers": 2, "rope_scaling": _ROPE, "rope_theta": 1e6},
        vision_config={"depth": 1, "hidden_size": 16, "intermediate_size": 16, "num_heads": 2,
                       "out_hidden_size": HIDDEN, "fullatt_block_indexes": [0]},
        hidden_size=HIDDEN, vocab_size=len(words), **ids,
    ))  # fmt: skip
    return made, words, PicturesProcessor(Qwen2VLImageProcessor(min_pixels=28 * 28, max_pixels=56 * 56), words)


def qwen_3(layers: int = 2, *, speaks: bool = False) -> tuple[Any, Any]:
    """Return a Qwen 3 with its tokenizer; `speaks` adds the head with which it writes."""
    words = tokenizer()
    configuration = Qwen3Config(**_plain(words), num_hidden_layers=layers, head_dim=8)
    return (Qwen3ForCausalLM if speaks else Qwen3Model)(configuration), words


def gemma(known: str = "") -> tuple[Any, Any]:
    """Return a Gemma with its tokenizer."""
    words = tokenizer(known)
    words.padding_side = "right"
    return Gemma2Model(Gemma2Config(**_plain(words), num_hidden_layers=1, head_dim=8)), words


def mistral(known: str, layers: int) -> tuple[Any, Any]:
    """Return a Mistral that could see, with its tokenizer."""
    words = tokenizer(known)
    seeing = {
        "model_type": "pixtral", "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
        "intermediate_size": 16, "image_size": 30, "patch_size": 6, "num_channels": 3,
    }  # fmt: skip
    speaking = {"model_type": "mistral", **_plain(words), "num_hidden_layers": layers, "head_dim": 8}
    made = Mistral3ForConditionalGeneration(
        Mistral3Config(text_config=speaking, vision_config=seeing, vision_feature_layer=-1, image_token_index=8)
    )
    return made, words


def _plain(words: Any) -> dict[str, Any]:
    return {
        "vocab_size": len(words), "hidden_size": HIDDEN, "intermediate_size": 16, "num_attention_heads": 2,
        "num_key_value_heads": 2, "max_position_embeddings": 4096, "pad_token_id": 0, "bos_token_id": 2,
        "eos_token_id": 3,
    }  # fmt: skip


def gemma_seeing() -> tuple[Any, Any]:
    """Return a Gemma 3 of two layers that could see, with its tokenizer."""
    words = tokenizer()
    seeing = {
        "hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
        "image_size": 28, "patch_size": 14,
    }  # fmt: skip
    made = Gemma3ForConditionalGeneration(
        Gemma3Config(
            text_config={**_plain(words), "num_hidden_layers": 2, "head_dim": 8}, vision_config=seeing,
            mm_tokens_per_image=4, image_token_index=8, boi_token_index=6, eoi_token_index=7,
        )
    )  # fmt: skip
    return made, words
