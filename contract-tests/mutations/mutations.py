"""Ways to break the server or the spec, each of which some contract test notices.

A sentence of what is wrong then, the file, what stands there once, what is written instead, and the tests that shall notice,
by the beginnings of their names. Whatever changes the API or its security belongs here, too.
"""

from typing import NamedTuple


class Mutation(NamedTuple):
    name: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]


SRC = "server/src/"
SPEC = "api/openapi.yaml"

MUTATIONS = [
    # What an answer has
    Mutation("an account lacks a required field", "generated/src/models.rs",
        "    pub newsletter_notification: bool,", "    #[serde(skip_serializing)]\n    pub newsletter_notification: bool,", ("users::",)),
    Mutation("what is null breaks the answer", SRC + "nullable.rs",
        "    value.map_or(Nullable::Null, Nullable::Present)", "    value.map_or_else(|| panic!(\"null\"), Nullable::Present)", ("users::accounts",)),
    Mutation("an account says the opposite of whether it is suspended", SRC + "users/view.rs",
        "suspended: row.suspended_at.is_some(),", "suspended: row.suspended_at.is_none(),", ("users::suspension",)),
    Mutation("an account says it was created when it was changed", SRC + "users/view.rs",
        "        created_at: row.created_at,\n        updated_at: row.updated_at,", "        created_at: row.updated_at,\n        updated_at: row.updated_at,", ("users::",)),
    Mutation("who was a member once is one for ever", SRC + "users/view.rs",
        "row.membership_status == Some(Status::Active)", "row.membership_status.is_some()", ("membership::",)),
    Mutation("a new account's Location leads nowhere", SRC + "api.rs",
        'location: format!("/v1/users/{}", user.id),', 'location: format!("/v1/user/{}", user.id),', ("users::",)),
    Mutation("what is not there is refused by the wrong problem", SRC + "error.rs",
        'Refusal::new("not-found", format!("There is no {what} with this id.")).into()', 'Refusal::new("forbidden", format!("There is no {what} with this id.")).into()', ("bad_input::",)),

    # Headers
    Mutation("browsers may guess what an answer is", SRC + "server.rs",
        '(HeaderName::from_static("x-content-type-options"), "nosniff"),', '(HeaderName::from_static("x-content-type"), "nosniff"),', ("service::", "contract::")),
    Mutation("caches do not know that answers differ by caller", SRC + "server.rs",
        'headers.append("vary", HeaderValue::from_static("authorization, origin"));', 'headers.append("vary", HeaderValue::from_static("origin"));', ("service::", "privacy::")),
    Mutation("tokens may be kept by caches", SRC + "oauth/view.rs",
        'const NO_STORE: &str = "no-store";', 'const NO_STORE: &str = "max-age=60";', ("oauth::",)),
    Mutation("who asks too often is not told when to come again", SRC + "spec/problems.rs",
        "refusal.retry_after.map(|seconds| seconds.to_string()),", "refusal.retry_after.filter(|_| false).map(|seconds| seconds.to_string()),", ("limits::",)),
    Mutation("who has no token is not told what to send", SRC + "spec/problems.rs",
        "(WWW_AUTHENTICATE, refusal.challenge.clone()),", "(WWW_AUTHENTICATE, None),", ("bad_input::",)),
    Mutation("a change goes through with any ETag", SRC + "etag.rs",
        'if header == "*" || listed(header).any(fits) {', 'if header == "*" || listed(header).any(|tag| fits(tag) || true) {', ("users::", "user_groups::")),
    Mutation("a change goes through with a weak ETag", SRC + "etag.rs",
        "!is_weak && tag.split('-').next()", "(is_weak || true) && tag.split('-').next()", ("users::", "user_groups::", "contract::")),

    # Signing in
    Mutation("a code is exchanged without its verifier", SRC + "oauth/codes/mod.rs",
        "secrets::same(challenge.as_bytes(), self.code_challenge.as_bytes())", "!challenge.is_empty()", ("oauth::codes",)),
    Mutation("a code is exchanged by another client", SRC + "oauth/codes/mod.rs",
        "            && self.client_id == client_id", "            && !client_id.is_empty()", ("oauth::codes",)),
    Mutation("a code is exchanged for a longer redirect URI", SRC + "oauth/codes/mod.rs",
        "Some(redirect_uri) => redirect_uri == self.redirect_uri,", "Some(redirect_uri) => redirect_uri.starts_with(&self.redirect_uri),", ("oauth::codes",)),
    Mutation("a code is exchanged by another key", SRC + "oauth/codes/mod.rs",
        "            && same_key", "            && (same_key || true)", ("oauth::dpop",)),
    Mutation("a code is good twice", SRC + "oauth/codes/store.rs",
        "set used_at = now(), session_id = $2 where code_hash = $1", "set used_at = now(), session_id = null where code_hash = $1 and $2::uuid is not null", ("oauth::codes",)),
    Mutation("a token for somebody else is taken", SRC + "oauth/access_tokens.rs",
        "validation.set_audience(&[&issuer]);", "validation.validate_aud = false;", ("oauth::access_tokens",)),
    Mutation("a token that has expired is taken", SRC + "oauth/access_tokens.rs",
        "validation.leeway = 0;", "validation.leeway = 1_000_000;", ("oauth::access_tokens",)),
    Mutation("a refresh token is good twice for ever", SRC + "sessions/mod.rs",
        "    now - used_at > GRACE\n", "    now - used_at > GRACE * 1_000_000\n", ("oauth::refresh",)),
    Mutation("a form is taken from any site", SRC + "browser.rs",
        "if is_ours && !from_elsewhere && !self.is_new {", "if is_ours || from_elsewhere || self.is_new {", ("oauth::", "letters::forms")),
    Mutation("a form is taken without its mark", SRC + "browser.rs",
        "hmac::verify(&app.browsers.csrf_key, self.cookie.as_bytes(), &tag).is_ok();", "hmac::verify(&app.browsers.csrf_key, self.cookie.as_bytes(), &tag).is_ok() || true;", ("oauth::", "letters::forms")),
    Mutation("a reset leaves others signed in", SRC + "email_tokens/mod.rs",
        "    sessions::end_all(&transaction, user.id, None).await?;\n", "", ("letters::resets",)),
    Mutation("who is suspended stays signed in", SRC + "users/suspension/mod.rs",
        "    sessions::end_all(&transaction, id, None).await?;\n", "", ("users::suspension", "sessions::")),
    Mutation("who has left signs in", SRC + "users/store.rs",
        '", password_hash from users where username = $1 and deleted_at is null"', '", password_hash from users where username = $1"', ("users::deletion", "own_data::", "oauth::passwords")),
    Mutation("an address is another account in other letters", SRC + "guessing.rs",
        "let username = username.to_lowercase();", "let username = username.to_owned();", ("oauth::", "limits::", "users::")),
    Mutation("wrong passwords are not counted", SRC + "guessing.rs",
        "        limits::count(app, guesses).await?;\n", "        drop(guesses);\n", ("limits::sign_in",)),

    # Who may, and who sees
    Mutation("tenant admins reach other tenants", SRC + "policy/mod.rs",
        "user.tenant_id == subject.tenant_id && subject.role < user.role,", "subject.role < user.role,", ("access::", "users::lists")),
    Mutation("tenant admins reach their equals", SRC + "policy/mod.rs",
        "user.tenant_id == subject.tenant_id && subject.role < user.role,", "user.tenant_id == subject.tenant_id,", ("access::",)),
    Mutation("staff change those above them", SRC + "policy/mod.rs",
        "let below = self.intent == Intent::Read || subject.role < user.role;", "let below = self.intent == Intent::Read || subject.role <= user.role || true;", ("access::", "users::")),
    Mutation("whoever is signed in sees what is private", SRC + "policy/audiences.rs",
        "Caller::User(_) => Audience::Community,", "Caller::User(_) => Audience::Private,", ("privacy::",)),
    Mutation("staff see what is private in lists for everybody", SRC + "policy/audiences.rs",
        "Audience::Private if is_look(caller, subject) => Audience::Community,", "Audience::Private if is_look(caller, subject) => Audience::Private,", ("privacy::", "user_groups::")),
    Mutation("lists are open to whom the person does not let see them", SRC + "privacy.rs",
        "Ok(audiences.sight(\"User\", viewer, choices)?.sees(field))", "Ok(audiences.sight(\"User\", viewer, choices)?.sees(field) || true)", ("privacy::",)),
    Mutation("the spec opens an operation to more callers", SPEC,
        "      description: Newest first. Secrets are never shown.\n      x-access: [admin, super_admin]", "      description: Newest first. Secrets are never shown.\n      x-access: [tenant_admin, admin, super_admin]", ("access::",)),
    Mutation("the spec shows a field to more people", SPEC,
        "          description: The whole name, as the person writes it\n          x-privacy: { audience: private, choosable: true }", "          description: The whole name, as the person writes it\n          x-privacy: { audience: public, choosable: true }", ("privacy::", "overview::")),
    Mutation("unlisted groups are listed", SRC + "user_groups/lists/store.rs",
        "\"where g.visibility = 'public' and (g.created_at, g.id) < ($2, $3) order by g.created_at desc, g.id desc limit $4\"",
        "\"where g.visibility <> 'private' and (g.created_at, g.id) < ($2, $3) order by g.created_at desc, g.id desc limit $4\"", ("user_groups::", "privacy::")),

    # Groups
    Mutation("a label acts for a group that it has only invited", SRC + "user_groups/members/store.rs",
        "m.user_group_type = 'label' and m.state = 'accepted' and labels.owner_id", "m.user_group_type = 'label' and labels.owner_id", ("user_groups::labels",)),
    Mutation("a band acts for its members as a label does", SRC + "user_groups/members/store.rs",
        "m.user_group_type = 'label' and m.state = 'accepted' and labels.owner_id", "m.user_group_type <> 'persona' and m.state = 'accepted' and labels.owner_id", ("user_groups::labels",)),
    Mutation("a label writes over links that it does not see", SRC + "user_groups/profile.rs",
        "    if marks_may_be_seen(app)? {\n        return Ok(Unseen::default());", "    if marks_may_be_seen(app)? || true {\n        return Ok(Unseen::default());", ("user_groups::labels",)),
    Mutation("a label marks links as personal data", SRC + "user_groups/profile.rs",
        "if links.iter().any(|link| link.personal_data) && !marks_may_be_seen(app)? {", "if links.len() > 99 && !marks_may_be_seen(app)? {", ("user_groups::labels",)),
    Mutation("who is invited is a member at once", SRC + "user_groups/members/mod.rs",
        "None => State::Invited,", "None => State::Accepted,", ("user_groups::invitations",)),
    Mutation("an invitation is accepted by who sent it", SPEC,
        "until the membership ends. Accepting twice changes nothing.\n      x-access: [member_owner,", "until the membership ends. Accepting twice changes nothing.\n      x-access: [group_owner, member_owner,", ("user_groups::invitations",)),
    Mutation("an offer is accepted by whoever likes", SRC + "user_groups/ownership/mod.rs",
        "    if !is_offered_to(caller, offer.as_ref()) {\n        group.show_to(caller)?;", "    if offer.is_none() {\n        group.show_to(caller)?;", ("user_groups::offers",)),
    Mutation("an offer is good twice", SRC + "user_groups/ownership/mod.rs",
        "    store::delete_offer(&transaction, id).await?;\n    groups::update_owner", "    groups::update_owner", ("user_groups::offers",)),
    Mutation("who takes a group over may own more than they may", SRC + "user_groups/ownership/mod.rs",
        "    check_limit(&transaction, user.user_id, role, group.kind).await?;\n", "    let _ = role;\n", ("user_groups::offers", "user_groups::ownership")),
    Mutation("a name is compared in capitals alone", SRC + "names.rs",
        "written: close(&skeleton(&text)),", "written: close(&text),", ("user_groups::names",)),
    Mutation("a name is compared as it is written alone", SRC + "names.rs",
        "in_capitals: close(&text),", "in_capitals: close(&skeleton(&text)),", ("user_groups::names",)),
    Mutation("a name is counted before it is spelled as we store it", SRC + "names.rs",
        "if text.chars().count() > longest", "if text.chars().count() > 2 * longest", ("user_groups::names",)),
    Mutation("a group that has gone to another recommends for who had it", SRC + "user_groups/recommendations/mod.rs",
        "let group = hold(&transaction, caller, id).await?;\n    permit(rule, caller, &group)?;\n    check_shown", "let group = super::find(&transaction, caller, id).await?;\n    permit(rule, caller, &group)?;\n    check_shown", ("user_groups::following",)),
    Mutation("a group with millions of followers cannot be deleted", SRC + "user_groups/mod.rs",
        "const DELETION: Duration = Duration::from_secs(12);", "const DELETION: Duration = Duration::from_secs(5);", ("user_groups::following",)),

    # What is kept
    Mutation("nothing that people do is on record", SRC + "audit/mod.rs",
        "    record_act(client, &Act::by_caller(caller, rule), object, fields).await\n", "    let _ = (client, Act::by_caller(caller, rule), object, fields);\n    Ok(())\n", ("audit::",)),
    Mutation("what was changed is not on record", SRC + "audit/mod.rs",
        "    record_act(client, &Act::by_caller(caller, rule), object, fields).await\n", "    let _ = fields;\n    record_act(client, &Act::by_caller(caller, rule), object, &[]).await\n", ("audit::",)),
    Mutation("tags stay when nobody has them any more", "migrations/V13__create_group_social.sql",
        "insert into dropped_tags (tag) select distinct tag from dropped;", "insert into dropped_tags (tag) select distinct tag from dropped where false;", ("user_groups::tags",)),
    Mutation("an image goes that a group takes while another lets go of it", "migrations/V14__create_images.sql",
        "  perform from images where id in (old.avatar_id, old.banner_id, new.avatar_id, new.banner_id) order by id for no key update;\n", "", ("images::elsewhere",)),
    Mutation("words of names stay when the names are gone", "migrations/V22__add_search.sql",
        "  delete from user_group_words where word in (", "  delete from user_group_words where false and word in (", ("user_groups::words",)),
    Mutation("an event of Stripe that is not signed is taken", SRC + "billing/signature.rs",
        ".any(|signature| hmac::verify(&key, &signed, &signature).is_ok());", ".any(|signature| hmac::verify(&key, &signed, &signature).is_ok() || true);", ("billing::events",)),
    Mutation("an event of Stripe is handled as often as it comes", SRC + "billing/webhooks.rs",
        "if !store::insert_event(&transaction, &event.id).await? {", "if !store::insert_event(&transaction, &event.id).await? && event.id.is_empty() {", ("billing::events",)),
    Mutation("credits go below zero", SRC + "credits/books.rs",
        "None if has.balance < item.amount =>", "None if has.balance + 1 < item.amount =>", ("membership::",)),
    Mutation("a page begins with what the last one ended with", SRC + "credits/store.rs",
        "where user_id = users.id and position < $2 order by position desc limit $3", "where user_id = users.id and position <= $2 order by position desc limit $3", ("membership::credits",)),
    Mutation("a cursor of another list is taken", SRC + "db/page.rs",
        "            &self.sign(list, position).as_ref()[..SEAL],\n            seal,", "            &self.sign(list, position).as_ref()[..0],\n            &seal[..0],", ("users::lists", "user_groups::", "bad_input::")),
]
