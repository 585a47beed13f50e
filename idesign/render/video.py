"""Frames as an MP4 file (H.264), by ffmpeg: that of imageio-ffmpeg (`pip install 'idesign[film]'`) or the system's.

One thread encodes, so that the same frames give the same film on any machine. The file is decoded again before it
counts as written.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from idesign.errors import RenderError

Picture = NDArray[np.uint8]
REMEDY = "pip install 'idesign[film]'"
QUALITY = "20"
"""Constant rate factor: 18 is taken for visually lossless, 23 is ffmpeg's own (trac.ffmpeg.org/wiki/Encode/H.264)."""


def encoder() -> str | None:
    """The path of ffmpeg; None where there is none."""
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return shutil.which("ffmpeg")


def write_mp4(ffmpeg: str, frames: Sequence[Picture], milliseconds: int, path: Path) -> None:
    """Writes frames [H, W, 3] of even height and width, each shown so long. Raises `RenderError` in ffmpeg's words."""
    height, width, _ = frames[0].shape
    coming = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", f"{1000 / milliseconds:g}"]
    coded = ["-c:v", "libx264", "-crf", QUALITY, "-pix_fmt", "yuv420p", "-threads", "1", "-movflags", "+faststart"]
    same = ["-fflags", "+bitexact", "-flags:v", "+bitexact"]
    data = b"".join(frame.tobytes() for frame in frames)
    _run([ffmpeg, "-loglevel", "error", *coming, "-i", "-", *coded, *same, "-f", "mp4", "-y", str(path)], data)
    again = _run([ffmpeg, "-loglevel", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"])
    if len(again) != len(data):
        raise RenderError(f"{path.name}: {len(again) // frames[0].size} of {len(frames)} frames can be read again")


def _run(command: list[str], data: bytes = b"") -> bytes:
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise RenderError(f"ffmpeg: {said[-1] if said else f'ended with status {done.returncode}'}")
    return done.stdout
