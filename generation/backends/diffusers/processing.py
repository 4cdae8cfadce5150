"""Preparing words and pictures for encoders that see: without torchvision, which transformers asks for because of
moving pictures alone."""

from typing import Any

from transformers import ProcessorMixin, Qwen2VLProcessor


class PicturesProcessor(Qwen2VLProcessor):  # type: ignore[misc]  # the library says nothing of its types
    """What prepares words and pictures for a Qwen that sees, and no moving pictures: no pipeline gives it any."""

    def __init__(self, image_processor: Any = None, tokenizer: Any = None, chat_template: Any = None) -> None:
        self.image_token = getattr(tokenizer, "image_token", "<|image_pad|>")
        self.video_token = getattr(tokenizer, "video_token", "<|video_pad|>")
        self.image_token_id = tokenizer.convert_tokens_to_ids(self.image_token)
        self.video_token_id = tokenizer.convert_tokens_to_ids(self.video_token)
        ProcessorMixin.__init__(self, image_processor, tokenizer, chat_template=chat_template)
