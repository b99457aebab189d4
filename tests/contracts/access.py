"""Who gets what at each address: one row for every URL there is. A new URL fails the tests until it has its row.

``who`` says whom it opens to, and how it turns the others away:

- EVERYBODY: all.
- MEMBERS: who is signed in; the others are sent to the sign-in page.
- OWNER: who is signed in, for things of their own; another's thing is not there (404), for operators too.
- SHOWN: those whom the owner chose; Ada chose nobody, so that it is not there for anybody else (404).
- OPERATORS: who runs the instance; to all others the page is not there (404).
- GONE: nobody; the link was used up, or what it needs is switched off.

``of`` names what stands in the address; ``@contact`` is the public id of a contact of Ada's (life.py).
``away``: the page only sends elsewhere, because it is a step of a walk that was not begun, or has nothing to show.
"""

from __future__ import annotations

from dataclasses import dataclass

EVERYBODY, MEMBERS, OWNER, SHOWN = "everybody", "members", "owner", "shown"
OPERATORS, GONE = "operators", "gone"


@dataclass(frozen=True, slots=True)
class Row:
    """One URL name: whom it opens to, by which methods, and what stands in its address."""

    name: str
    who: str
    methods: str
    of: str = ""
    away: bool = False
    signed_in_away: bool = False  # opens to visitors; who is signed in is sent home
    visitors_away: bool = False  # the other way round
    status: int = 200  # of the page
    without_token: bool = False  # a POST needs no token against forgery
    nothing: bool = False  # there is nothing to act on: not there, also for those it opens to
    is_part: bool = False  # a piece of a page, asked for by the page itself


TABLE = (
    # The home page, and what belongs to nobody
    Row("pages:home", MEMBERS, "GET"),
    Row("pages:welcome", MEMBERS, "GET POST"),
    Row("pages:welcome-people", MEMBERS, "GET POST"),
    Row("pages:welcome-done", MEMBERS, "POST"),
    Row("pages:tour", MEMBERS, "GET"),
    Row("pages:demo", GONE, "GET"),
    Row("pages:demo-enter", GONE, "POST", of="@member"),
    Row("pages:style", EVERYBODY, "GET"),
    Row("core:manifest", EVERYBODY, "GET"),
    Row("core:robots", EVERYBODY, "GET"),
    Row("core:favicon", EVERYBODY, "GET", away=True),
    Row("core:set-language", EVERYBODY, "GET POST", away=True),
    Row("core:set-theme", EVERYBODY, "POST"),
    # Coming in
    Row("members:owner", GONE, "GET POST", of="no-such-token"),
    Row("members:waiting", EVERYBODY, "GET"),
    Row("members:invitation", EVERYBODY, "GET POST", of="@invitation_token"),
    Row("members:never_again", EVERYBODY, "GET POST", of="@invitation_token", without_token=True),
    Row("account_login", EVERYBODY, "GET POST", signed_in_away=True),
    Row("account_signup", EVERYBODY, "GET POST", signed_in_away=True),
    Row("account_signup_by_passkey", EVERYBODY, "GET POST", signed_in_away=True),
    Row("account_request_login_code", EVERYBODY, "GET POST", signed_in_away=True),
    Row("account_confirm_login_code", EVERYBODY, "GET POST", away=True),
    Row("account_email_verification_sent", EVERYBODY, "GET POST", away=True),
    Row("account_reset_password", EVERYBODY, "GET POST"),
    Row("account_confirm_password_reset_code", EVERYBODY, "GET POST", away=True),
    Row("account_complete_password_reset", EVERYBODY, "GET POST", away=True),
    Row("account_password_reset_completed", EVERYBODY, "GET"),
    Row("account_inactive", EVERYBODY, "GET"),
    Row("account_logout", EVERYBODY, "GET POST", visitors_away=True),
    Row("mfa_authenticate", EVERYBODY, "GET POST", away=True),
    Row("mfa_login_webauthn", EVERYBODY, "GET POST", away=True),
    Row("mfa_signup_webauthn", EVERYBODY, "GET POST", away=True),
    Row("openid_connect_login", GONE, "GET POST", of="no-such-provider"),
    Row("openid_connect_callback", GONE, "GET POST", of="no-such-provider"),
    Row("socialaccount_login_cancelled", EVERYBODY, "GET"),
    Row("socialaccount_login_error", EVERYBODY, "GET", status=401),
    Row("socialaccount_signup", EVERYBODY, "GET POST", away=True),
    # The account's own pages
    Row("members:settings", MEMBERS, "GET"),
    Row("members:language", MEMBERS, "GET POST"),
    Row("members:end_session", OWNER, "POST", of="@session"),
    Row("members:invitations", MEMBERS, "GET POST"),
    Row("members:remind", OWNER, "POST", of="@invitation"),
    Row("members:revoke", OWNER, "POST", of="@invitation"),
    Row("notifications:notices", MEMBERS, "GET"),
    Row("notifications:read_all", MEMBERS, "POST"),
    Row("notifications:unread", MEMBERS, "POST", nothing=True),
    Row("notifications:read", OWNER, "POST", of="@notice"),
    Row("notifications:act", OWNER, "POST", of="@notice"),
    Row("notifications:settings", MEMBERS, "GET POST"),
    Row("notifications:all_mail", MEMBERS, "POST", of="off"),
    Row("notifications:again", OWNER, "POST", of="@mailbox"),
    Row("sources:settings", MEMBERS, "GET POST"),
    Row("sources:renew", MEMBERS, "POST"),
    Row("sources:drop", MEMBERS, "POST"),
    Row("sources:read", OWNER, "POST", of="@calendar"),
    Row("sources:remove", OWNER, "POST", of="@calendar"),
    Row("sources:restore", OWNER, "POST", of="@calendar"),
    Row("notifications:do", GONE, "GET POST", of="no-such-token"),
    Row("notifications:unsubscribe", EVERYBODY, "GET POST", of="@unsubscribe", without_token=True),
    Row("account_reauthenticate", MEMBERS, "GET POST"),
    Row("account_email", MEMBERS, "GET POST"),
    Row("account_change_password", MEMBERS, "GET POST"),
    Row("account_set_password", MEMBERS, "GET POST", away=True),
    Row("usersessions_list", MEMBERS, "GET POST"),
    Row("socialaccount_connections", MEMBERS, "GET POST"),
    Row("mfa_index", MEMBERS, "GET"),
    Row("mfa_reauthenticate", MEMBERS, "GET POST"),
    Row("mfa_activate_totp", MEMBERS, "GET POST", away=True),
    Row("mfa_deactivate_totp", OWNER, "GET POST"),
    Row("mfa_view_recovery_codes", OWNER, "GET"),
    Row("mfa_generate_recovery_codes", MEMBERS, "GET POST"),
    Row("mfa_download_recovery_codes", OWNER, "GET"),
    Row("mfa_list_webauthn", MEMBERS, "GET"),
    Row("mfa_add_webauthn", MEMBERS, "GET POST"),
    Row("mfa_reauthenticate_webauthn", MEMBERS, "GET POST"),
    Row("mfa_edit_webauthn", OWNER, "GET POST", of="@passkey"),
    Row("mfa_remove_webauthn", OWNER, "GET POST", of="@passkey"),
    # The profile, and how others see it
    Row("members:profile", MEMBERS, "GET"),
    Row("members:profile_texts", MEMBERS, "GET POST"),
    Row("members:profile_words", MEMBERS, "GET POST"),
    Row("members:profile_photo", MEMBERS, "GET POST"),
    Row("members:profile_photo_remove", MEMBERS, "POST"),
    Row("members:profile_open", MEMBERS, "POST"),
    Row("members:profile_undo", MEMBERS, "POST", nothing=True),
    Row("members:profile_see_as", MEMBERS, "GET"),
    Row("members:resume", MEMBERS, "GET POST"),
    Row("members:resume_download", MEMBERS, "GET"),
    Row("members:position_confirm", OWNER, "GET POST", of="@position"),
    Row("members:position_unconfirm", OWNER, "POST", of="@position"),
    Row("members:row_new", MEMBERS, "GET POST", of="position"),
    Row("members:row", OWNER, "GET POST", of="position @position"),
    Row("members:row_remove", OWNER, "POST", of="detail @detail"),
    Row("members:lists", MEMBERS, "GET POST"),
    Row("members:list", OWNER, "GET POST", of="@list"),
    Row("members:list_drop", OWNER, "POST", of="@list"),
    Row("members:list_take_off", OWNER, "POST", of="@list @dora"),
    Row("members:page", EVERYBODY, "GET", of="@member"),
    Row("members:photo", SHOWN, "GET", of="@member"),
    Row("members:card", EVERYBODY, "GET", of="@member"),
    Row("members:block", MEMBERS, "POST", of="@dora"),
    Row("pages:member-keep", MEMBERS, "POST", of="@dora"),
    Row("members:blocks", MEMBERS, "GET"),
    Row("members:unblock", OWNER, "POST", of="@blocked"),
    Row("members:directory", MEMBERS, "GET"),
    Row("members:companies", MEMBERS, "GET"),
    Row("members:company", MEMBERS, "GET", of="@company"),
    Row("members:company_new", OPERATORS, "GET POST"),
    Row("members:company_change", OPERATORS, "GET POST", of="@company"),
    Row("members:company_confirm", GONE, "POST", of="@company no-such-position confirm"),
    # The book
    Row("pages:book", MEMBERS, "GET"),
    Row("pages:book-act", MEMBERS, "POST"),
    Row("pages:book-undo", MEMBERS, "POST", of="no-such-key"),
    Row("pages:book-view-keep", MEMBERS, "POST"),
    Row("pages:book-view-forget", OWNER, "POST", of="@view"),
    Row("pages:duplicates", MEMBERS, "GET"),
    Row("pages:duplicates-look", MEMBERS, "POST"),
    Row("pages:duplicates-answer", OWNER, "POST", of="@likeness"),
    Row("pages:person-new", MEMBERS, "GET POST"),
    Row("pages:person", OWNER, "GET", of="@contact"),
    Row("pages:person-edit", OWNER, "GET POST", of="@contact"),
    Row("pages:person-notes", OWNER, "POST", of="@contact"),
    Row("pages:person-log", OWNER, "POST", of="@contact"),
    Row("pages:person-merge", OWNER, "GET POST", of="@contact"),
    Row("pages:person-photo", OWNER, "GET", of="@contact"),
    Row("pages:person-vcard", OWNER, "GET", of="@contact"),
    Row("pages:person-shelve", OWNER, "POST", of="@contact archive"),
    Row("pages:person-happened", OWNER, "POST", of="@contact @suggestion confirm"),
    # Sorting one's people, and the network that comes of it
    Row("pages:sort", MEMBERS, "GET"),
    Row("pages:sort-answer", MEMBERS, "POST", nothing=True),
    Row("pages:person-answer", OWNER, "POST", of="@contact"),
    Row("pages:network", MEMBERS, "GET"),
    # What happened
    Row("pages:log", MEMBERS, "GET POST"),
    Row("pages:log-edit", OWNER, "GET POST", of="@interaction"),
    Row("pages:suggestions", MEMBERS, "GET"),
    Row("pages:suggestions-answer", MEMBERS, "POST", nothing=True),
    # Mutual ties and favours
    Row("mutual:requests", MEMBERS, "GET"),
    Row("mutual:answer", OWNER, "POST", of="@request accept"),
    Row("mutual:ask", MEMBERS, "GET POST", of="@dora"),
    Row("mutual:tie", OWNER, "GET", of="@tied"),
    Row("mutual:lend", OWNER, "POST", of="@tied"),
    Row("mutual:end", OWNER, "POST", of="@tied"),
    Row("mutual:favour", OWNER, "GET POST", of="@favour_ask"),
    Row("mutual:favour-again", OWNER, "POST", of="@declined_favour"),
    Row("mutual:favour-move", OWNER, "POST", of="@favour thank"),
    Row("mutual:favour-note", OWNER, "POST", of="@contact"),
    Row("mutual:favour-ask", OWNER, "GET POST", of="@tied_card"),
    # Two who met
    Row("mutual:met", MEMBERS, "GET"),
    Row("mutual:met_show", MEMBERS, "POST"),
    Row("mutual:met_stop", MEMBERS, "POST"),
    Row("mutual:met_type", MEMBERS, "POST"),
    Row("mutual:met_spare", MEMBERS, "POST"),
    Row("mutual:met_forget", MEMBERS, "POST"),
    Row("mutual:met_worker", EVERYBODY, "GET"),
    Row("mutual:met_offline", EVERYBODY, "GET"),
    Row("mutual:met_meeting", OWNER, "GET", of="@meeting"),
    Row("mutual:met_answer", OWNER, "POST", of="@meeting yes"),
    Row("mutual:met_code", EVERYBODY, "GET POST", of="@met_token", status=409),  # her own, to Ada
    Row("mutual:met_card", EVERYBODY, "GET", of="@met_token"),
    # Insiders: twenty minutes offered and booked
    Row("insiders:offers", MEMBERS, "GET"),
    Row("insiders:offer", OWNER, "GET POST", of="@offer"),
    Row("insiders:mine", MEMBERS, "GET"),
    Row("insiders:offer_new", MEMBERS, "GET POST"),
    Row("insiders:offer_edit", OWNER, "GET POST", of="@offer"),
    Row("insiders:offer_move", OWNER, "POST", of="@offer pause"),
    Row("insiders:bookings", MEMBERS, "GET"),
    Row("insiders:booking", OWNER, "GET", of="@booking"),
    Row("insiders:booking_calendar", OWNER, "GET", of="@agreed_booking"),
    Row("insiders:booking_act", OWNER, "POST", of="@booking decline"),
    # Files in and out
    Row("exchange:upload", MEMBERS, "GET POST"),
    Row("exchange:remind", MEMBERS, "POST"),
    Row("exchange:import", OWNER, "GET", of="@import"),
    Row("exchange:rows", OWNER, "GET", of="@import"),
    Row("exchange:doubts", OWNER, "GET POST", of="@ready"),
    Row("exchange:columns", OWNER, "POST", of="@columns"),
    Row("exchange:apply", OWNER, "POST", of="@ready"),
    Row("exchange:undo", OWNER, "POST", of="@import"),
    Row("exchange:cancel", OWNER, "POST", of="@ready"),
    Row("exchange:report", OWNER, "GET", of="@import csv"),
    Row("exchange:book_vcard", MEMBERS, "GET POST"),
    Row("exchange:book_csv", MEMBERS, "GET POST"),
    Row("exchange:export", MEMBERS, "GET"),
    Row("exchange:start_export", MEMBERS, "POST"),
    Row("exchange:export_state", OWNER, "GET", of="@export", is_part=True),
    Row("exchange:download_export", OWNER, "GET", of="@export"),
    Row("exchange:leave", MEMBERS, "GET POST"),
    # Keeping in touch
    Row("load:settings", MEMBERS, "GET POST"),
    Row("load:pause", MEMBERS, "POST", of="go-on"),
    Row("touch:settings", MEMBERS, "GET POST"),
    Row("touch:pause", MEMBERS, "POST", of="go-on"),
    Row("touch:follow-ups", MEMBERS, "GET"),
    Row("touch:follow-up", OWNER, "POST", of="@follow_up done"),
    Row("touch:follow-up-move", OWNER, "POST", of="@follow_up 2027-01-01"),
    Row("touch:nudge", OWNER, "POST", of="@nudge later"),
    Row("touch:follow-up-add", OWNER, "POST", of="@contact"),
    Row("touch:cadence", OWNER, "POST", of="@contact"),
    Row("touch:every", OWNER, "POST", of="@contact 30"),
    Row("touch:later", OWNER, "POST", of="@contact"),
    Row("touch:unspoke", OWNER, "POST", of="@contact @interaction"),
    Row("touch:person", OWNER, "POST", of="@contact not-this"),
    # Running the instance
    Row("pages:operator", OPERATORS, "GET"),
    Row("pages:letters", OPERATORS, "GET"),
    Row("pages:letter-delete", OPERATORS, "POST", of="@letter"),
    Row("notifications:ops_mail", OPERATORS, "GET"),
    Row("members:ops_members", OPERATORS, "GET"),
    Row("quotas:quotas", OPERATORS, "GET"),
    Row("moderation:queue", OPERATORS, "GET"),
    Row("moderation:case", OPERATORS, "GET POST", of="@case"),
    Row("moderation:report", MEMBERS, "GET POST", of="member @dora"),
    Row("moderation:reports", MEMBERS, "GET"),
    Row("moderation:decision", OWNER, "GET POST", of="@decided"),
    Row("moderation:decision_by_link", EVERYBODY, "GET POST", of="@decision_token"),
    Row("members:ops_decide", OPERATORS, "POST", of="@applicant approve"),
    Row("work:jobs", OPERATORS, "GET"),
    Row("work:again", OPERATORS, "POST", of="@job"),
    Row("work:give-up", OPERATORS, "POST", of="@job"),
)
