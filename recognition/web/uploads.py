"""Requests whose files stay in memory until they are sealed."""

from io import BytesIO
from typing import IO

from flask import Flask, Request


class KeptInMemory(Request):
    """A request that writes no file of a form to a temporary folder.

    The library would, from half a megabyte on, and papers are readable on no disk here. How much
    memory one takes is bounded by the largest body that is taken in.
    """

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


def init_uploads(app: Flask) -> None:
    """Let every request be one."""
    app.request_class = KeptInMemory
