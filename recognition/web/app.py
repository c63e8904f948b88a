"""The application factory: puts the shell together and hangs the audiences' pages into it."""

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from recognition.errors import ErrorCode
from recognition.resources import resource_dir
from recognition.web import (
    answering,
    applicant,
    authority_api,
    health,
    mailbox,
    patterns,
    pending,
    public,
    second_step,
    sign_in,
    verify,
)
from recognition.web.access import check_access
from recognition.web.assets import init_assets
from recognition.web.dates import init_dates
from recognition.web.desk import blueprint as desk_blueprint
from recognition.web.errorpages import init_error_pages
from recognition.web.forms import init_forms
from recognition.web.languages import (
    current_language,
    direction,
    init_languages,
    language_links,
)
from recognition.web.numbers import init_numbers
from recognition.web.own_words import init_own_words
from recognition.web.requestlog import init_request_log
from recognition.web.security import init_security
from recognition.web.sentences import sentence
from recognition.web.services import Services
from recognition.web.uploads import init_uploads
from recognition.web.words import condition_word, word

# What a form adds around a file of the largest size.
_FORM_BYTES = 100_000

BLUEPRINTS = (
    public.blueprint,
    health.blueprint,
    pending.blueprint,
    verify.blueprint,
    answering.blueprint,
    authority_api.blueprint,
    sign_in.blueprint,
    second_step.blueprint,
    applicant.blueprint,
    desk_blueprint,
)


class _Discreet(Flask):
    """An application that logs no address: with some of them anybody could sign in or answer."""

    def log_exception(self, _error: object) -> None:
        """Say nothing here: the page of an error logs its kind and place."""


def create_app(services: Services) -> Flask:
    """Return a WSGI application that serves ``services``; it starts nothing and connects nowhere.

    Raises ``RuntimeError`` if an endpoint is neither public nor guarded.
    """
    app = _Discreet(__name__, template_folder=str(resource_dir("templates")), static_folder=None)
    app.config.update(
        SECRET_KEY=services.settings.secret_key_text(),
        MAX_CONTENT_LENGTH=services.settings.max_upload_bytes + _FORM_BYTES,
    )
    app.extensions["recognition"] = services
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    init_numbers(app)
    init_uploads(app)
    init_request_log(app)
    init_languages(app, services.office.time_zone)
    init_security(app, secure_cookies=services.secure_cookies)
    init_dates(app)
    init_forms(app)
    init_own_words(app)
    init_assets(app)
    init_error_pages(app)
    app.jinja_env.globals.update(
        office=services.office,
        embedded=services.embedded,
        language=current_language,
        language_links=language_links,
        direction=direction,
        word=word,
        condition_word=condition_word,
        most_megabytes=services.settings.max_upload_mb,
        too_large=sentence(ErrorCode.FILE_TOO_LARGE),
    )
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if services.embedded:
        app.register_blueprint(patterns.blueprint)
        app.register_blueprint(mailbox.blueprint)
    if count := services.settings.trusted_proxies:
        proxied = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
        app.wsgi_app = proxied  # type: ignore[method-assign]
    check_access(app)
    return app
