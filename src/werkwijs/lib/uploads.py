"""How much may be sent to us at once, looked at before any of it is written to a disk.

Django keeps what is in a form small, but not the files that come with it. Only who signed in hands in files;
each page then says itself what it takes.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MEGABYTE = 2**20
MOST = 160 * MEGABYTE
"""More than the largest file a page takes, so that it is the page that says in words how large that is."""
MOST_OF_ANYBODY = 2 * MEGABYTE


class Bounded(FileUploadHandler):
    """Stands before the handlers that keep files, and keeps none."""

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, *args: Any, **more: Any
    ) -> None:
        user = getattr(self.request, "user", None)
        known = user is not None and user.is_authenticated
        if content_length > (MOST if known else MOST_OF_ANYBODY):
            raise RequestDataTooBig(f"{content_length} bytes were sent at once.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None
