"""Pages about one's own account: name, password, second factor, where one is signed in, notices."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from werkwijs.accounts import notices, sessions, telling
from werkwijs.accounts.forms import NameForm
from werkwijs.accounts.models import Membership
from werkwijs.accounts.who import signed_in
from werkwijs.lib.words import say


def me(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = NameForm(request.POST or None, instance=user)
    if form.is_valid():
        form.save()
        messages.success(request, say("accounts.done", "saved"))
        return redirect("accounts:me")
    user.refresh_from_db()
    mine = Authenticator.objects.filter(user=user)
    codes = mine.filter(type=Authenticator.Type.RECOVERY_CODES).first()
    shown = {
        "form": form,
        "memberships": Membership.objects.current()
        .filter(user=user)
        .select_related("organisation"),
        "app": mine.filter(type=Authenticator.Type.TOTP).first(),
        "keys": mine.filter(type=Authenticator.Type.WEBAUTHN).count(),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "sessions": [
            (there, sessions.device(there.user_agent), there.is_current())
            for there in sessions.of(user)
        ],
        "notices": user.notices.all()[:10],
    }
    return render(request, "accounts/me.html", shown)


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out at one place."""
    user = signed_in(request)
    if not sessions.end(user, only=pk):
        raise Http404
    telling.tell("session_ended", by=user, about=user, request=request)
    messages.success(request, say("accounts.done", "session_ended"))
    return redirect("accounts:me")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    user = signed_in(request)
    if sessions.end(user, but=request.session.session_key):
        telling.tell("session_ended", by=user, about=user, request=request)
    messages.success(request, say("accounts.done", "sessions_ended"))
    return redirect("accounts:me")


def see_notices(request: HttpRequest) -> HttpResponse:
    """What others did to one's account: read it, say so, and go on."""
    user = signed_in(request)
    if request.method == "POST":
        notices.see(user)
        return redirect("home:start")
    waiting = notices.unseen(user)
    return render(request, "accounts/notices.html", {"notices": waiting})
