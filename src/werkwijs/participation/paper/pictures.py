"""Pictures of statements, made small enough to print hundreds of them."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass, field

from PIL import Image

from werkwijs.studies.models import Statement

PIXELS = 360
"""Of the longer side."""


@dataclass
class Pictures:
    """Pictures of one document: beside it (for a PDF) or in it."""

    images: dict[str, bytes]
    inside: bool
    _made: dict[int, str] = field(default_factory=dict)

    def of(self, statement: Statement) -> str:
        """Where the picture is found; "" where there is none."""
        if not statement.picture:
            return ""
        if statement.pk not in self._made:
            self._made[statement.pk] = self._make(statement)
        return self._made[statement.pk]

    def _make(self, statement: Statement) -> str:
        try:
            with statement.picture.open("rb") as file, Image.open(file) as opened:
                picture = opened.convert("RGBA" if "A" in opened.getbands() else "RGB")
        except OSError:  # a file that is gone stops nobody from printing
            return ""
        picture.thumbnail((PIXELS, PIXELS))
        kept = io.BytesIO()
        picture.save(kept, "PNG", optimize=True)
        if self.inside:
            name = f"statement-{statement.pk}"
            self.images[name] = kept.getvalue()
            return f"image:{name}"
        return f"data:image/png;base64,{base64.b64encode(kept.getvalue()).decode()}"
