"""Serves the pages with gunicorn: a few processes of many threads."""

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from recognition.settings import Mode, Settings
from recognition.web.app import create_app
from recognition.web.assembly import services_from

THREADS = 8


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Take what the settings say; logs are ours, and name no visitor."""
        settings = self._settings
        options: dict[str, Any] = {
            "bind": f"{settings.host}:{settings.port}",
            "workers": 1 if settings.mode is Mode.EMBEDDED else settings.web_processes,
            "threads": THREADS,
            "worker_class": "gthread",
            "graceful_timeout": 3,
            "timeout": 60,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the application in each process, so that nothing is shared over a fork."""
        return create_app(services_from(self._settings))


def serve_web(settings: Settings) -> None:
    """Serve until SIGTERM."""
    _Server(settings).run()
