"""Wiring: makes the application out of its packages."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Response, abort, current_app, g, render_template, request, url_for
from flask_login import LoginManager, current_user
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from mobi_tracker.access import guard
from mobi_tracker.access import queries as access_queries
from mobi_tracker.access import views as access_views
from mobi_tracker.access import withholding as _withholding  # noqa: F401 - importing it registers its listeners
from mobi_tracker.access.cookies import SecureCookies
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission, Role
from mobi_tracker.administration import views as administration_views
from mobi_tracker.briefings import views as briefing_views
from mobi_tracker.commitments import views as commitment_views
from mobi_tracker.configuration import ROOT, Configuration
from mobi_tracker.core import actor, clock
from mobi_tracker.core.database import db, set_reading
from mobi_tracker.core.errors import NotAllowed
from mobi_tracker.core.markdown import to_html
from mobi_tracker.core.numbers import IdConverter
from mobi_tracker.dashboard import views as dashboard_views
from mobi_tracker.history import listener as _history  # noqa: F401 - importing it registers the one listener
from mobi_tracker.history import views as history_views
from mobi_tracker.imports import views as import_views
from mobi_tracker.meetings import views as meeting_views
from mobi_tracker.navigation import account_menu, navigation
from mobi_tracker.paper.display import FILTERS
from mobi_tracker.portfolio import queries as portfolio_queries
from mobi_tracker.portfolio import views as portfolio_views
from mobi_tracker.profiles import views as profile_views
from mobi_tracker.projects import views as project_views
from mobi_tracker.review import views as review_views
from mobi_tracker.search import views as search_views
from mobi_tracker.stakeholders import queries as stakeholder_queries
from mobi_tracker.stakeholders import views as stakeholder_views
from mobi_tracker.standing import jobs as _standing_jobs  # noqa: F401 - importing it registers the work
from mobi_tracker.standing import views as standing_views

VIEWS = (
    access_views,
    stakeholder_views,
    portfolio_views,
    project_views,
    commitment_views,
    meeting_views,
    review_views,
    standing_views,
    briefing_views,
    dashboard_views,
    profile_views,
    import_views,
    history_views,
    search_views,
    administration_views,
)

DEMO_NOTICE = "Demonstration data: invented"
MOST_UPLOADED = 20 * 1024 * 1024

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)

csrf = CSRFProtect()
migrate = Migrate()
log = logging.getLogger(__name__)


def create_app(configuration: Configuration, **overrides: Any) -> Flask:
    """The application. ``overrides`` are Flask settings that tests need."""
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "mobi_tracker" / "static"))
    app.config.update(_flask_settings(configuration))
    app.config.update(overrides)
    app.url_map.converters["int"] = IdConverter
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS, markdown=to_html)
    app.wsgi_app = SecureCookies(app.wsgi_app)  # type: ignore[method-assign]
    if configuration.is_behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    csrf.init_app(app)
    _prepare_sign_in(app)
    for views in VIEWS:
        for blueprint in views.blueprints:
            app.register_blueprint(blueprint)
    app.before_request(_begin)
    app.after_request(_secure)
    app.teardown_request(_end)
    app.context_processor(_frame)
    _handle_errors(app)
    return app


def _flask_settings(configuration: Configuration) -> dict[str, Any]:
    return {
        "SECRET_KEY": configuration.secret_key,
        "SQLALCHEMY_DATABASE_URI": configuration.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": not configuration.database_url.startswith("sqlite")},
        "DEMO": configuration.demo,
        "NOTICE": DEMO_NOTICE if configuration.demo else None,
        "ARGON2_TIME_COST": configuration.argon2_time_cost,
        "MAX_CONTENT_LENGTH": MOST_UPLOADED,
        "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": configuration.is_https,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": configuration.is_https,
        "WTF_CSRF_TIME_LIMIT": None,  # or notes that took longer than an hour would be refused
        "PREFERRED_URL_SCHEME": "https" if configuration.is_https else "http",
        "TEMPLATES_AUTO_RELOAD": False,
    }


def _prepare_sign_in(app: Flask) -> None:
    login = LoginManager(app)
    login.session_protection = None  # our own session number ends sessions; addresses change on a phone
    login.user_loader(access_queries.signed_in)


def _viewer() -> Viewer | None:
    if not current_user.is_authenticated:
        return None
    user = current_user.user
    return Viewer(
        user_id=user.id,
        name=user.name,
        roles=user.role_set,
        department_ids=portfolio_queries.own_department_ids(user.id) if Role.ANALYST in user.role_set else frozenset(),
        contact_id=stakeholder_queries.contact_id_of_user(user.id),
    )


def _begin() -> Any:
    set_reading(request.method in ("GET", "HEAD", "OPTIONS"))
    g.viewer = None
    if request.endpoint is None:
        return None  # no such address: the error page says so
    if request.endpoint == "static":
        return None
    view = _current_view()
    needs = getattr(view, guard.NEEDS, None)
    if needs == guard.PUBLIC:
        g.viewer = _viewer() if request.endpoint != "access.alive" else None
        return None
    g.viewer = _viewer()
    if g.viewer is None:
        return access_views.ask_to_sign_in()
    g.actor = actor.acting_as(actor.Actor(g.viewer.user_id, g.viewer.name))
    g.actor.__enter__()
    if needs is None or not g.viewer.can(needs):
        raise NotAllowed("Your role does not open this page.")
    _pass_over_nul()
    return None


def _pass_over_nul() -> None:
    # No text that is stored holds NUL and PostgreSQL does not even take it: what has it in its address is not there.
    if "\x00" in request.path:
        abort(404)
    if any("\x00" in value for _, value in request.args.items(multi=True)):
        kept = [(name, value.replace("\x00", "")) for name, value in request.args.items(multi=True)]
        request.args = ImmutableMultiDict(kept)


def _current_view() -> Any:
    return current_app.view_functions[request.endpoint or ""]


def _end(_error: BaseException | None) -> None:
    entered = g.pop("actor", None)
    if entered is not None:
        entered.__exit__(None, None, None)
    set_reading(False)


def _secure(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _frame() -> dict[str, Any]:
    viewer = g.get("viewer")
    frame: dict[str, Any] = {
        "demo_mode": bool(app_setting("DEMO")),
        "viewer": viewer,
        "today": clock.today(),
        "home_url": "/",
        "Permission": Permission,
        "Role": Role,
    }
    if viewer is not None:
        frame |= {"navigation": navigation(viewer, request.path), "account": account_menu(viewer)}
        if viewer.can(Permission.SEE):
            frame |= {
                "search_url": url_for("search.index"),
                "find_url": url_for("search.find"),
                "dashboard_url": url_for("dashboard.show"),
            }
        if viewer.can(Permission.LOG):
            frame["new_meeting_url"] = url_for("meetings.new")
    return frame


def app_setting(name: str) -> Any:
    """A Flask setting of the running application."""
    return current_app.config.get(name)


def _handle_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(NotAllowed, lambda error: _error_page(403, str(error)))
    app.register_error_handler(CSRFError, lambda error: _error_page(400, "expired"))
    app.register_error_handler(StaleDataError, lambda error: _error_page(409, "stale"))
    app.register_error_handler(Exception, _answer_failure)


def _answer_http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    return _error_page(error.code, error.description or "")


def _answer_failure(error: Exception) -> Any:
    log.exception("A request failed: %s %s", request.method, request.path, exc_info=error)
    db.session.rollback()
    return _error_page(500, "")


def _error_page(code: int, detail: str) -> tuple[Any, int]:
    db.session.rollback()
    if request.headers.get("X-Fragment") == "1" or request.accept_mimetypes.best == "application/json":
        return {"error": detail, "code": code}, code
    known = {400: "400", 403: "403", 404: "404", 405: "404", 409: "409", 413: "413", 429: "429"}
    template = known.get(code, "500" if code >= 500 else "400")
    return render_template(f"errors/{template}.html", detail=detail, code=code), code
