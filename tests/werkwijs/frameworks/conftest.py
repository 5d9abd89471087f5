"""What these tests borrow."""

from tests.werkwijs.training.conftest import opens  # noqa: F401
