"""Routes of access: signing in and out, one's account, kept drafts."""

from __future__ import annotations

from mobi_tracker.access.views import account, drafts, links, sign_in

blueprints = (sign_in.blueprint, account.blueprint, drafts.blueprint, links.blueprint)
ask_to_sign_in = sign_in.ask_to_sign_in

__all__ = ["ask_to_sign_in", "blueprints"]
