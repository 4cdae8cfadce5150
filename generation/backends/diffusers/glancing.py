"""A glance at latents while they are denoised: a small picture without the autoencoder, true in its shapes alone."""

from typing import TYPE_CHECKING

import numpy as np
from torch import Tensor

if TYPE_CHECKING:
    from generation.ports.clip import Frame


def glance(latents: Tensor, axes: str = "cfhw") -> "Frame | None":
    """Return the middle frame of latents as height x width x 3 bytes; None where they are packed otherwise.

    `axes` names those of a clip in order: c for channels, f for frames, h and w.
    """
    match latents.ndim:
        case 5:
            clip = latents[0].permute(*(axes.index(each) for each in "cfhw"))
            channels = clip[:, clip.shape[1] // 2]
        case 4:
            channels = latents[0]
        case _:
            return None
    if channels.shape[0] < 3:
        return None
    values = channels[:3].detach().float().cpu().numpy()
    least, most = values.min(axis=(1, 2), keepdims=True), values.max(axis=(1, 2), keepdims=True)
    spread = np.where(most > least, most - least, 1)
    picture: Frame = np.nan_to_num((values - least) / spread * 255).astype(np.uint8).transpose(1, 2, 0)
    return np.ascontiguousarray(picture.repeat(8, axis=0).repeat(8, axis=1))
