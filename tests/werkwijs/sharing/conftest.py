"""The cast of guidance, and their devices."""

from tests.werkwijs.guidance.conftest import (  # noqa: F401
    agreed,
    bram,
    comes_in,
    cora,
    dirkje,
    els,
    job,
    joost,
    mila,
    otto,
    phone_of,
    saar,
    trajectory,
)
from tests.werkwijs.training.conftest import opens, picture  # noqa: F401
