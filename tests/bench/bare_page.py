"""A bare page beside the queue: one SELECT of as many rows, on the same database and server."""

from flask import Flask, render_template_string
from sqlalchemy import create_engine, text

ROWS = text(
    "SELECT v.case_id, v.due_at, v.waiting_since, v.stage, v.next_actor, v.title, c.reference,"
    ' c.country FROM case_view v JOIN "case" c ON c.id = v.case_id'
    " WHERE v.next_actor = 'assessor' ORDER BY v.due_at, v.waiting_since LIMIT 25"
)

PAGE = """<!doctype html><html lang="en"><title>Queue</title><table>
{% for row in rows %}<tr>{% for value in row %}<td>{{ value }}</td>{% endfor %}</tr>
{% endfor %}</table></html>"""


def make(url: str) -> Flask:
    """The application, which gunicorn makes in its own process."""
    app, engine = Flask(__name__), create_engine(url)

    @app.get("/")
    def rows() -> str:
        with engine.connect() as connection:
            return render_template_string(PAGE, rows=connection.execute(ROWS).all())

    return app
