//! What was decided about data that is held about people: what the export leaves out, and what outlives them. A table or
//! column that is new makes the tests beside this fail until it is in the export, is erased, or stands here with a reason.

/// A table's name, a column's or `*` for all, and why.
pub(super) type Decision = (&'static str, &'static str, &'static str);

/// Tables that hold nothing about people.
pub(super) const NOBODYS: &[(&str, &str)] = &[
    ("clients", "applications; their names are not people's"),
    (
        "dropped_tags",
        "words for music that some group had, not which one; each goes within minutes",
    ),
    ("group_type_members", "comes with the schema"),
    ("group_type_owners", "comes with the schema"),
    ("group_types", "comes with the schema"),
    ("membership_classes", "kinds of membership"),
    ("membership_class_prices", "what those cost and did cost"),
    (
        "images",
        "which files there are; whose they are stands in user_groups, and with the last group that shows one it goes",
    ),
    (
        "pushed_authorization_requests",
        "no person is known yet; one may hold an address as login_hint, for the hour until it is deleted, and a deletion takes a day at least",
    ),
    ("rate_limits", "keyed hashes, from which nobody can be read"),
    ("refinery_schema_history", "which migrations ran"),
    ("revoked_access_tokens", "ids of tokens, for an hour"),
    ("roles", "comes with the schema"),
    ("scopes", "comes with the schema"),
    ("signing_keys", "the server's own"),
    (
        "tags",
        "words for music, which groups share; those that no other group has go right after the person",
    ),
    (
        "stripe_events",
        "ids that Stripe gave to its events, and when they came",
    ),
    ("tenants", "organisations"),
    (
        "user_group_words",
        "words that names of groups share; those that no other name has are erased with the person",
    ),
];

/// Tables that say whom they are about by other means than a foreign key: what finds a person's rows, with `ID` and `MARK`.
pub(super) const BY_OTHER_MEANS: &[(&str, &str)] = &[
    ("audit_events", "actor_id = 'ID' or subject_id = 'ID'"),
    ("imported_rows", "kind = 'users' and id = 'ID'"),
    ("letter_requests", "username like 'MARK%'"),
];

/// What a person is not shown in the export.
pub(super) const NOT_EXPORTED: &[Decision] = &[
    (
        "audit_events",
        "actor_id",
        "said by by_person; another's id is not the person's business",
    ),
    (
        "audit_events",
        "subject_id",
        "said by about_person; another's id is not the person's business",
    ),
    (
        "authorization_codes",
        "*",
        "a step of signing in, for a minute; its hash is a secret",
    ),
    (
        "credit_balances",
        "*",
        "what the entries add up to, which the newest of them says",
    ),
    ("email_tokens", "token_hash", "a secret"),
    (
        "letter_requests",
        "*",
        "gone as soon as the letter is written, within a second",
    ),
    ("outbox", "claimed_until", "which instance sends it"),
    (
        "outbox",
        "contents_sealed",
        "a secret, since it may hold a link that works; erased when it is sent",
    ),
    ("outbox", "next_attempt_at", "when an instance tries again"),
    (
        "refresh_tokens",
        "*",
        "secrets; the sessions that they continue are shown",
    ),
    ("imported_rows", "kind", "that it is a person"),
    ("sessions", "cookie_hash", "a secret"),
    (
        "audit_events",
        "subject_role",
        "what the person was allowed to do then, by which a tenant admin's reach is known",
    ),
    ("links", "position", "the order that they are shown in"),
    (
        "ownership_offers",
        "new_owner_id",
        "said by to_person; another's id is not the person's business",
    ),
    (
        "stripe_customers",
        "country_told_at",
        "by which older news is known; since when the country is known is shown",
    ),
    (
        "stripe_subscriptions",
        "*",
        "Stripe's words, from which the memberships follow that are shown",
    ),
    (
        "user_group_search",
        "*",
        "what the group says of itself once more, as it is searched",
    ),
    (
        "user_group_tags",
        "position",
        "the order that they are shown in",
    ),
    (
        "user_groups",
        "display_name_key",
        "the name again, as it is compared with others",
    ),
    (
        "user_groups",
        "display_name_look",
        "the name once more, as it is compared with others",
    ),
    ("users", "erased_at", "there is nobody left to export then"),
    ("users", "password_hash", "a secret"),
    (
        "users",
        "token_epoch",
        "says which tokens are refused, and nothing about the person",
    ),
    (
        "users",
        "token_epoch_changed_at",
        "says which tokens are refused, and nothing about the person",
    ),
    ("users", "version", "the ETag"),
    ("memberships", "version", "the ETag"),
    ("user_groups", "version", "the ETag"),
];

/// What is still there when a person is erased, and does not say who it was.
pub(super) const OUTLIVES: &[Decision] = &[
    (
        "audit_events",
        "*",
        "what was done stays on record; ids and names of fields, none of which says who it was",
    ),
    (
        "memberships",
        "*",
        "books: that somebody was a member, of which class, and Stripe's id of what was paid",
    ),
    (
        "share_transactions",
        "*",
        "books: how many shares somebody had, and Stripe's id of what was paid",
    ),
    (
        "imported_rows",
        "kind",
        "that it is a person who was brought over, so that nobody is brought over again",
    ),
    ("imported_rows", "id", "the person's"),
    ("imported_rows", "imported_at", "when they came"),
    ("credit_balances", "*", "books: what the entries add up to"),
    (
        "credit_entries",
        "*",
        "books: amounts, and the keys of applications, which are told to put nothing about people into them",
    ),
    ("users", "id", "books and the trail refer to it"),
    ("users", "country_source", "declared, of no country"),
    ("users", "country_set_at", "when they were erased"),
    ("users", "role", "every row has one"),
    ("users", "tenant_id", "every row has one"),
    ("users", "newsletter_notification", "false"),
    ("users", "privacy_choices", "none"),
    ("users", "token_epoch", "one"),
    ("users", "deleted_at", "when they left"),
    ("users", "erase_at", "when they were to be erased"),
    ("users", "erased_at", "when they were"),
    ("users", "created_at", "when they came; the id says it too"),
    ("users", "updated_at", "when they were erased"),
    ("users", "version", "one"),
];

/// Whether something was decided about a column.
pub(super) fn covers(decisions: &[Decision], table: &str, column: &str) -> bool {
    let mut decisions = decisions.iter();
    decisions.any(|(of, name, _)| *of == table && (*name == "*" || *name == column))
}
