"""The words that the spec is written in. To use another one, add it here, with its reason where others have one."""

# The first word of each summary, and of each operationId.
VERBS = set(
    """
    accept add answer approve ask assign begin cancel change check choose close complete confirm create decide delete end export find
    follow get give introspect invite issue leave lift list log make mark move offer open propose publish push read receive recommend
    refund refuse register reject remove rename renew replace request reset restore revoke search send set show sign spend start stop
    submit suspend transfer
    unfollow update upload verify withdraw
    """.split()
)

# Words that keep their capital inside a summary.
PROPER_NOUNS = {"Stripe"}

# Who may call, from the widest to the narrowest: the order that x-access has everywhere.
ACCESS = ["anyone", "signed_in", "self", "group_owner", "label_of_group", "member_owner", "new_owner", "tenant_admin", "admin", "super_admin", "client"]

# What some of those need to find in the path.
ACCESS_NEEDS = {"self": "user_id", "group_owner": "user_group_id", "label_of_group": "user_group_id", "member_owner": "member_id", "new_owner": "user_group_id"}

# Scopes that an operation for applications alone may ask for, so that each gets no more than it needs.
SERVICE_SCOPES = ["credits", "rights"]

# What a page may say beside its items: what the whole list adds up to.
TOTALS = ["balance", "held"]

# Whom a rate limit is about, and what it counts; without a word, requests.
RATE_LIMITS_PER = ["address", "account", "client", "account_and_address", "client_and_address"]
RATE_LIMITS_COUNT = ["requests", "failures", "unknown_tokens", "taken_usernames"]

# From the widest to the narrowest.
AUDIENCES = ["public", "community", "private"]

# Fields that hold e-mail addresses, beside those whose name ends in _email.
ADDRESSES = ["username", "email"]

# Ids that are not UUIDs.
OTHER_IDS = {
    "client_id": "operators choose it, and OAuth calls it an id",
    "object_id": "what was done may have been done to a client",
    "request_id": "a proxy in front of the server may have chosen it",
    "invoice_id": "Stripe's",
    "legacy_id": "a number of the system before this one",
    "stripe_customer_id": "Stripe's",
    "subscription_id": "Stripe's",
}

# Documents that others write and send us: they say more than we read, and call things as they do.
SOMEBODY_ELSES = {"StripeEvent": "Stripe's", "StripeEventData": "Stripe's"}

# Problems that no operation lists, since they are answered where there is no operation, or as a page.
PROBLEMS_OUTSIDE_OPERATIONS = {"MethodNotAllowed", "FormExpired"}

# Formats that bound a string's length and refuse control characters.
BOUNDED_FORMATS = {"uuid", "date", "date-time", "binary"}
