"""Printing changes nothing about what is taken from people."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from werkwijs.lib import pdf, pictures


def test_a_picture_that_was_cut_off_is_refused_also_after_printing():
    drawn = io.BytesIO()
    Image.effect_noise((300, 300), 40).save(drawn, "PNG")
    pdf.render('<!doctype html><html lang="nl"><title>Een</title><h1>Een</h1></html>')

    with pytest.raises(pictures.NotAPicture):
        pictures.cleaned(drawn.getvalue()[:-2000])
