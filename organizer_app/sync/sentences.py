"""What HQ's refusals mean to the person at the laptop: one sentence each, and what to do."""

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.wire.protocol import Refusal

_JOIN_AGAIN = N_(
    "HQ does not know this laptop any more. Nothing is lost and you can go on working; ask HQ for a new code and join "
    "again."
)
_BUSY = N_("HQ is busy. Everything stays here and goes out later.")

_BY_TYPE = {
    "token-invalid": _JOIN_AGAIN,
    "device-revoked": _JOIN_AGAIN,  # without HQ's signature it is nothing more than that
    "device-suspended": N_("HQ has suspended this laptop: your changes are kept there, but nothing comes. Ask HQ."),
    "code-invalid": N_("HQ does not take this code: it was used, or its days are over. Ask for another."),
    "upgrade-required": N_("HQ works with another version of this program. Install the present one; nothing is lost."),
    "too-many-requests": _BUSY,
    "unavailable": _BUSY,
    "malformed": N_("What answered is not HQ; perhaps a network that wants you to sign in. Everything is saved here."),
    "too-large": N_("One of the changes is too large for HQ. Tell HQ; nothing is lost."),
    "not-found": N_("HQ has nothing here that this laptop may see."),
}
_ANY = N_("HQ can't take this now ({status} {type}). Everything stays here; it is tried again.")


def sentence(refusal: Refusal) -> RuleBroken:
    """A refusal in plain words."""
    known = _BY_TYPE.get(refusal.type)
    if known:
        return RuleBroken(known)
    return RuleBroken(_ANY, status=refusal.status, type=refusal.type)


def retry_after(refusal: Refusal) -> float:
    """The seconds that HQ wants to be left alone; 0 when it said nothing."""
    asked = refusal.extra.get("retry_after", 0)
    return float(asked) if isinstance(asked, int | float) and asked > 0 else 0.0
