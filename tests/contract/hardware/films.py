"""A film for the camera that plays films."""

from pathlib import Path

import cv2
import numpy as np
from PIL import Image


def film(path: Path, picture: Image.Image, frames: int = 5) -> Path:
    """A short film that shows one picture; round and round it is as good as a camera."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 15, picture.size)
    for _ in range(frames):
        writer.write(cv2.cvtColor(np.asarray(picture), cv2.COLOR_RGB2BGR))
    writer.release()
    return path
