-- What the database looks like after all migrations. To read; nothing is made from it.
-- Written by the contract tests: UPDATE_SNAPSHOTS=1 cargo test -p contract-tests migrations
create table audit_events (  -- Who did what to whom, and which staff looked at private data; added to and never changed
  id uuid not null  -- Stable for ever
  operation text not null  -- The operation, by its id in the API, or the command that was run on the server
  actor_id uuid  -- The person who did it; null if an application, a command or nobody known did. Kept when the person is erased: the id alone says nothing
  actor_role text  -- What that person acted as: the lesser of their role and their token's
  client_id text  -- The application that it was done with; null for our own pages and commands
  object_kind text not null  -- What it was done to
  object_id text not null  -- Which one
  subject_id uuid  -- The person whom that is or belongs to; null if it belongs to nobody
  subject_tenant_id uuid  -- Where that person belonged then
  subject_role text  -- What that person was allowed to do then
  fields text[] not null  -- The names of the fields that were changed, or looked at; empty if the thing was made or removed as a whole
  created_at timestamp with time zone not null default now()  -- When
  constraint audit_events_actor_role_check CHECK (((actor_role IS NULL) = (actor_id IS NULL)))
  constraint audit_events_object_kind_check CHECK ((object_kind = ANY (ARRAY['user'::text, 'user_group'::text, 'session'::text, 'consent'::text, 'tenant'::text, 'client'::text, 'signing_key'::text])))
  constraint audit_events_pkey PRIMARY KEY (id)
  constraint audit_events_subject_check CHECK ((num_nulls(subject_id, subject_tenant_id, subject_role) = ANY (ARRAY[0, 3])))
)
CREATE INDEX audit_events_actor_id_created_at_id_idx on audit_events USING btree (actor_id, created_at DESC, id DESC) WHERE (actor_id IS NOT NULL)
CREATE INDEX audit_events_client_id_created_at_id_idx on audit_events USING btree (client_id, created_at DESC, id DESC) WHERE (client_id IS NOT NULL)
CREATE INDEX audit_events_created_at_id_idx on audit_events USING btree (created_at DESC, id DESC)
CREATE INDEX audit_events_object_id_created_at_id_idx on audit_events USING btree (object_id, created_at DESC, id DESC)
CREATE INDEX audit_events_operation_created_at_id_idx on audit_events USING btree (operation, created_at DESC, id DESC)
CREATE INDEX audit_events_seldom_idx on audit_events USING btree (created_at DESC, id DESC) WHERE (object_kind = ANY (ARRAY['consent'::text, 'tenant'::text, 'client'::text, 'signing_key'::text]))
CREATE INDEX audit_events_subject_id_created_at_id_idx on audit_events USING btree (subject_id, created_at DESC, id DESC) WHERE (subject_id IS NOT NULL)
CREATE INDEX audit_events_subject_tenant_id_created_at_id_idx on audit_events USING btree (subject_tenant_id, created_at DESC, id DESC) WHERE (subject_tenant_id IS NOT NULL)
CREATE TRIGGER audit_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE on audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

create table authorization_codes (  -- Codes that browsers carry to applications, each good for one exchange (RFC 6749, section 4.1)
  code_hash bytea not null  -- SHA-256 of the code; the code itself is never stored
  client_id text not null  -- Which application may exchange it
  browser_session_id uuid not null  -- The browser that the person signed in with
  redirect_uri text not null  -- Where the code was sent
  redirect_uri_given boolean not null  -- Whether the request named that, so that the exchange has to
  scopes text[] not null  -- What the tokens will be limited to
  code_challenge text not null  -- SHA-256 of the code verifier in base64url (RFC 7636)
  nonce text  -- Goes into the ID token as it is
  dpop_jkt text  -- Thumbprint of the key that the code is bound to (RFC 9449, section 10); null if to none
  created_at timestamp with time zone not null default now()  -- When it was given out
  expires_at timestamp with time zone not null  -- When it ends by itself
  used_at timestamp with time zone  -- When it was exchanged; one that comes again ends the session
  session_id uuid  -- The session that it was exchanged for
  constraint authorization_codes_browser_session_id_fkey FOREIGN KEY (browser_session_id) REFERENCES sessions(id) ON DELETE CASCADE
  constraint authorization_codes_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON DELETE CASCADE
  constraint authorization_codes_code_hash_check CHECK ((octet_length(code_hash) = 32))
  constraint authorization_codes_pkey PRIMARY KEY (code_hash)
  constraint authorization_codes_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id) ON DELETE CASCADE
  constraint authorization_codes_used_check CHECK (((used_at IS NULL) = (session_id IS NULL)))
)
CREATE INDEX authorization_codes_browser_session_id_idx on authorization_codes USING btree (browser_session_id)
CREATE INDEX authorization_codes_client_id_idx on authorization_codes USING btree (client_id)
CREATE INDEX authorization_codes_expires_at_idx on authorization_codes USING btree (expires_at)
CREATE INDEX authorization_codes_session_id_idx on authorization_codes USING btree (session_id)

create table clients (  -- Applications that sign people in or act for themselves
  id text not null  -- The client_id, as the client sends it
  name text not null  -- What it is called
  secret_hash bytea  -- SHA-256 of its secret; null for a public client
  old_secret_hash bytea  -- SHA-256 of the secret before, while both work
  old_secret_expires_at timestamp with time zone  -- Until when the secret before works
  first_party boolean not null default false  -- Whether it is the platform's own, and so may handle passwords
  grants text[] not null  -- How it may ask for tokens
  scopes text[] not null  -- What it may ask for
  redirect_uris text[] not null default '{}'::text[]  -- Where people may be sent back to, compared letter by letter
  post_logout_redirect_uris text[] not null default '{}'::text[]  -- Where people may be sent back to after they signed out, compared letter by letter
  id_token_algorithm text not null default 'RS256'::text  -- What its ID tokens are signed with; the JOSE name (RFC 7518)
  deleted_at timestamp with time zone  -- When it was removed; its tokens are refused from then on, by every instance within a second
  created_at timestamp with time zone not null default now()  -- When it was registered
  updated_at timestamp with time zone not null default now()  -- When it last changed
  version integer not null default 1  -- Counts its changes; becomes the ETag
  constraint clients_client_credentials_check CHECK (((secret_hash IS NOT NULL) OR (NOT ('client_credentials'::text = ANY (grants)))))
  constraint clients_grants_check CHECK ((grants <@ ARRAY['authorization_code'::text, 'refresh_token'::text, 'client_credentials'::text, 'password'::text]))
  constraint clients_id_check CHECK ((id ~ '^[A-Za-z0-9._~-]{1,254}$'::text))
  constraint clients_id_token_algorithm_check CHECK ((id_token_algorithm = ANY (ARRAY['RS256'::text, 'ES256'::text, 'EdDSA'::text])))
  constraint clients_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
  constraint clients_old_secret_check CHECK (((old_secret_hash IS NULL) = (old_secret_expires_at IS NULL)))
  constraint clients_old_secret_hash_check CHECK ((octet_length(old_secret_hash) = 32))
  constraint clients_password_check CHECK (((first_party AND (secret_hash IS NOT NULL)) OR (NOT ('password'::text = ANY (grants)))))
  constraint clients_pkey PRIMARY KEY (id)
  constraint clients_redirect_uris_check CHECK (((cardinality(redirect_uris) > 0) OR (NOT ('authorization_code'::text = ANY (grants)))))
  constraint clients_secret_hash_check CHECK ((octet_length(secret_hash) = 32))
)
CREATE INDEX clients_created_at_id_idx on clients USING btree (created_at DESC, id DESC) WHERE (deleted_at IS NULL)
CREATE INDEX clients_deleted_at_idx on clients USING btree (deleted_at) WHERE (deleted_at IS NOT NULL)
CREATE TRIGGER clients_touch BEFORE UPDATE on clients FOR EACH ROW EXECUTE FUNCTION touch_row()

create table consents (  -- What people let applications have
  user_id uuid not null  -- Who agreed
  client_id text not null  -- To which application
  scopes text[] not null  -- What it may ask for without asking the person again
  created_at timestamp with time zone not null default now()  -- When the person first agreed
  updated_at timestamp with time zone not null default now()  -- When the person last agreed to something else
  constraint consents_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON DELETE CASCADE
  constraint consents_pkey PRIMARY KEY (user_id, client_id)
  constraint consents_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
)
CREATE INDEX consents_client_id_idx on consents USING btree (client_id)

create table credit_balances (  -- What the credits of each person add up to, so that nobody has to add; who books an entry holds this row. Without a row, there is nothing
  user_id uuid not null  -- Whose credits
  balance bigint not null  -- What all entries add up to
  entry_count bigint not null  -- How many entries there are; the position of the last
  updated_at timestamp with time zone not null default now()  -- When the last entry was booked
  constraint credit_balances_balance_check CHECK ((balance >= 0))
  constraint credit_balances_entry_count_check CHECK ((entry_count >= 0))
  constraint credit_balances_pkey PRIMARY KEY (user_id)
  constraint credit_balances_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
)

create table credit_entries (  -- The ledger of credits, and all there is to tell of a spending; added to and never changed
  user_id uuid not null  -- Whose credits. Kept when the person is erased: the id alone says nothing
  position bigint not null  -- Which of the person's entries it is; the first is 1, and none is left out
  reason text not null  -- Why: free credits of a new account, bought, spent, given back, or brought along from another system
  amount bigint not null  -- How many; below zero for what was spent
  balance bigint not null  -- What all entries up to this one add up to
  client_id text  -- The application that spent or gave back; null if none did
  key text not null  -- What names it among those of this person, reason and application, so that nothing is booked twice: chosen by the application, which uses it again to give back; else Stripe's id, or the reason
  created_at timestamp with time zone not null default clock_timestamp()  -- When
  constraint credit_entries_amount_check CHECK (
CASE reason
    WHEN 'spending'::text THEN (amount < 0)
    ELSE (amount > 0)
END)
  constraint credit_entries_balance_check CHECK ((balance >= 0))
  constraint credit_entries_client_id_check CHECK (((client_id IS NOT NULL) OR (reason <> ALL (ARRAY['spending'::text, 'refund'::text]))))
  constraint credit_entries_key_check CHECK (((char_length(key) >= 1) AND (char_length(key) <= 255)))
  constraint credit_entries_key_key UNIQUE NULLS NOT DISTINCT (user_id, key, reason, client_id)
  constraint credit_entries_pkey PRIMARY KEY (user_id, "position")
  constraint credit_entries_position_check CHECK (("position" > 0))
  constraint credit_entries_reason_check CHECK ((reason = ANY (ARRAY['free'::text, 'purchase'::text, 'spending'::text, 'refund'::text, 'import'::text])))
  constraint credit_entries_user_id_fkey FOREIGN KEY (user_id) REFERENCES credit_balances(user_id)
)

create table dropped_tags (  -- That some group has dropped a tag, or was hidden with it, until a job has looked which groups have it still
  id bigint not null identity  -- Which was dropped first
  tag text not null  -- The tag
  constraint dropped_tags_pkey PRIMARY KEY (id)
  constraint dropped_tags_tag_fkey FOREIGN KEY (tag) REFERENCES tags(key) ON DELETE CASCADE
)
CREATE INDEX dropped_tags_tag_idx on dropped_tags USING btree (tag)

create table email_tokens (  -- Tokens in letters, each good once and for one purpose
  token_hash bytea not null  -- SHA-256 of the token; the token itself is never stored
  user_id uuid not null  -- Whose account it is about
  purpose text not null  -- What it may be used for, and nothing else
  username text not null  -- The address that the letter went to
  created_at timestamp with time zone not null default now()  -- When the letter was asked for
  expires_at timestamp with time zone not null  -- When it ends by itself
  used_at timestamp with time zone  -- When it was used; it is good once
  constraint email_tokens_pkey PRIMARY KEY (token_hash)
  constraint email_tokens_purpose_check CHECK ((purpose = ANY (ARRAY['confirm_username'::text, 'change_username'::text, 'reset_password'::text, 'restore_account'::text])))
  constraint email_tokens_token_hash_check CHECK ((octet_length(token_hash) = 32))
  constraint email_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  constraint email_tokens_username_check CHECK (((username = lower(username)) AND ((char_length(username) >= 3) AND (char_length(username) <= 254))))
)
CREATE INDEX email_tokens_expires_at_idx on email_tokens USING btree (expires_at)
CREATE INDEX email_tokens_user_id_idx on email_tokens USING btree (user_id)

create table follows (  -- Who follows which group
  user_id uuid not null  -- The person
  user_group_id uuid not null  -- The group
  audience text not null default 'private'::text  -- Who may know of it: the person's choice for all they follow, kept here so that a page of followers is read from an index
  created_at timestamp with time zone not null default now()  -- Since when
  constraint follows_audience_check CHECK ((audience = ANY (ARRAY['public'::text, 'community'::text, 'private'::text])))
  constraint follows_pkey PRIMARY KEY (user_id, user_group_id)
  constraint follows_user_group_id_fkey FOREIGN KEY (user_group_id) REFERENCES user_groups(id) ON DELETE CASCADE
  constraint follows_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
)
CREATE INDEX follows_of_group_shown_to_all_idx on follows USING btree (user_group_id, created_at DESC, user_id DESC) WHERE (audience = 'public'::text)
CREATE INDEX follows_of_group_shown_to_community_idx on follows USING btree (user_group_id, created_at DESC, user_id DESC) WHERE (audience <> 'private'::text)
CREATE INDEX follows_of_user_idx on follows USING btree (user_id, created_at DESC, user_group_id DESC)
CREATE INDEX follows_user_group_id_idx on follows USING btree (user_group_id)

create table group_type_members (  -- Which types of group take which as members. A member's type always comes before the group's, so no group is inside itself, however many there are between
  group_type text not null  -- The type of the group
  member_type text not null  -- The type of its members
  constraint group_type_members_group_type_fkey FOREIGN KEY (group_type) REFERENCES group_types(name)
  constraint group_type_members_member_type_fkey FOREIGN KEY (member_type) REFERENCES group_types(name)
  constraint group_type_members_pkey PRIMARY KEY (group_type, member_type)
)

create table group_type_owners (  -- Which role may own which type of group
  group_type text not null  -- The type of group
  role text not null  -- The role that may own one
  most integer  -- How many one person may own; null for as many as they like
  constraint group_type_owners_group_type_fkey FOREIGN KEY (group_type) REFERENCES group_types(name)
  constraint group_type_owners_most_check CHECK ((most > 0))
  constraint group_type_owners_pkey PRIMARY KEY (group_type, role)
  constraint group_type_owners_role_fkey FOREIGN KEY (role) REFERENCES roles(name)
)

create table group_types (  -- The kinds of group there are
  name text not null  -- The type, as in the API
  position smallint not null  -- Its place in the list
  description text not null  -- What such a group is, in a sentence
  constraint group_types_pkey PRIMARY KEY (name)
  constraint group_types_position_key UNIQUE ("position")
)

create table images (  -- The images that groups show, or showed until a moment ago; their files are in the image store
  id uuid not null  -- In its address; random, since who knows it may see the image
  width integer  -- Pixels of the largest size; null for an image that is kept elsewhere
  height integer  -- Pixels of the largest size; null for an image that is kept elsewhere
  created_at timestamp with time zone not null default now()  -- When it was sent
  expires_at timestamp with time zone default (now() + '01:00:00'::interval)  -- When it may be deleted; null while a group shows it
  constraint images_height_check CHECK ((height > 0))
  constraint images_pkey PRIMARY KEY (id)
  constraint images_size_check CHECK (((width IS NULL) = (height IS NULL)))
  constraint images_width_check CHECK ((width > 0))
)
CREATE INDEX images_expires_at_idx on images USING btree (expires_at) WHERE (expires_at IS NOT NULL)

create table imported_rows (  -- What was brought over from the system before this one. A row stays when what it tells of is gone, so that a second run does not bring it back
  kind text not null  -- The table that it came from; follows for those of a person
  id uuid not null  -- The id there, which is kept here; for follows, the person's
  legacy_id bigint  -- The number that other services may still know a person by; null if there is none, or the person was erased
  imported_at timestamp with time zone not null default now()  -- When it came
  constraint imported_rows_kind_check CHECK ((kind ~ '^[a-z_]{1,50}$'::text))
  constraint imported_rows_legacy_id_key UNIQUE (kind, legacy_id)
  constraint imported_rows_pkey PRIMARY KEY (kind, id)
)

create table letter_requests (  -- Letters that were asked for a moment ago; a row goes as soon as it is known what comes of it
  id uuid not null  -- In the order in which they were asked for
  purpose text not null  -- What the token of the letter shall be good for
  username text not null  -- The address that the letter shall go to, which may have no account
  user_id uuid  -- Whose address shall change; null for other purposes, where the address says who it is
  created_at timestamp with time zone not null default now()  -- When it was asked for
  constraint letter_requests_pkey PRIMARY KEY (id)
  constraint letter_requests_purpose_check CHECK ((purpose = ANY (ARRAY['confirm_username'::text, 'change_username'::text, 'reset_password'::text])))
  constraint letter_requests_user_id_check CHECK (((user_id IS NOT NULL) = (purpose = 'change_username'::text)))
  constraint letter_requests_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  constraint letter_requests_username_check CHECK (((username = lower(username)) AND ((char_length(username) >= 3) AND (char_length(username) <= 254))))
)
CREATE INDEX letter_requests_user_id_idx on letter_requests USING btree (user_id) WHERE (user_id IS NOT NULL)

create table links (  -- Where else a group can be found; 20 at most
  user_group_id uuid not null  -- The group
  position smallint not null  -- Its place in the list, from 1
  url text not null  -- The address, in its canonical form
  personal_data boolean not null  -- Whether it tells who the person is; shown only to those who may see that
  constraint links_pkey PRIMARY KEY (user_group_id, "position")
  constraint links_position_check CHECK ((("position" >= 1) AND ("position" <= 20)))
  constraint links_url_check CHECK (((url ~ '^https?://'::text) AND (char_length(url) <= 2000)))
  constraint links_url_key UNIQUE (user_group_id, url, personal_data)
  constraint links_user_group_id_fkey FOREIGN KEY (user_group_id) REFERENCES user_groups(id) ON DELETE CASCADE
)

create table membership_class_prices (  -- Every price that a class of membership has or had: at Stripe a price never changes, and whoever began to pay by an earlier one goes on to
  price_id text not null  -- Stripe's id of the price
  membership_class_id uuid not null  -- What is paid by it
  created_at timestamp with time zone not null default now()  -- From when
  constraint membership_class_prices_membership_class_id_fkey FOREIGN KEY (membership_class_id) REFERENCES membership_classes(id) ON DELETE CASCADE
  constraint membership_class_prices_pkey PRIMARY KEY (price_id)
  constraint membership_class_prices_price_id_check CHECK (((char_length(price_id) >= 1) AND (char_length(price_id) <= 255)))
)
CREATE INDEX membership_class_prices_membership_class_id_idx on membership_class_prices USING btree (membership_class_id)

create table membership_classes (  -- The kinds of membership that there are
  id uuid not null  -- Stable for the life of the class
  name text not null  -- What it is called
  product_id text  -- Stripe's id of what is sold; null if it is not for sale
  price_id text  -- Stripe's id of what it costs; null if it is not for sale
  retired_at timestamp with time zone  -- Since when it is neither listed nor for sale; those who pay for it go on
  created_at timestamp with time zone not null default now()  -- When it was added
  updated_at timestamp with time zone not null default now()  -- When it last changed
  version integer not null default 1  -- Counts its changes; becomes part of the ETag of a membership
  constraint membership_classes_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
  constraint membership_classes_name_key UNIQUE (name)
  constraint membership_classes_pkey PRIMARY KEY (id)
  constraint membership_classes_price_id_check CHECK (((char_length(price_id) >= 1) AND (char_length(price_id) <= 255)))
  constraint membership_classes_price_id_key UNIQUE (price_id)
  constraint membership_classes_product_id_check CHECK (((char_length(product_id) >= 1) AND (char_length(product_id) <= 255)))
)
CREATE TRIGGER membership_classes_keep_price AFTER INSERT OR UPDATE OF price_id on membership_classes FOR EACH ROW WHEN ((new.price_id IS NOT NULL)) EXECUTE FUNCTION keep_membership_class_price()
CREATE TRIGGER membership_classes_touch BEFORE UPDATE on membership_classes FOR EACH ROW EXECUTE FUNCTION touch_row()

create table memberships (  -- Who was a member from when to when: one membership a person at any time. Whether it is upcoming, active or lapsed follows from its dates
  id uuid not null  -- Stable for the life of the membership
  user_id uuid not null  -- Who is a member
  membership_class_id uuid not null  -- Of which kind
  subscription_id text  -- Stripe's id of the subscription that pays for it; null if nobody pays
  starts_at timestamp with time zone not null  -- From when
  ends_at timestamp with time zone  -- Until when it is paid: it lapses then, unless it is renewed; null if it goes on until somebody ends it
  renewed_at timestamp with time zone  -- When it was last renewed; null if never
  created_at timestamp with time zone not null default now()  -- When it was noted
  updated_at timestamp with time zone not null default now()  -- When it last changed
  version integer not null default 1  -- Counts its changes; becomes part of the ETag
  constraint memberships_ends_at_check CHECK ((starts_at <= ends_at))
  constraint memberships_membership_class_id_fkey FOREIGN KEY (membership_class_id) REFERENCES membership_classes(id)
  constraint memberships_period_excl EXCLUDE USING gist (user_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
  constraint memberships_pkey PRIMARY KEY (id)
  constraint memberships_subscription_id_check CHECK (((char_length(subscription_id) >= 1) AND (char_length(subscription_id) <= 255)))
  constraint memberships_subscription_id_key UNIQUE (subscription_id)
  constraint memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
)
CREATE INDEX memberships_membership_class_id_idx on memberships USING btree (membership_class_id)
CREATE INDEX memberships_user_id_starts_at_idx on memberships USING btree (user_id, starts_at DESC)
CREATE TRIGGER memberships_touch BEFORE UPDATE on memberships FOR EACH ROW EXECUTE FUNCTION touch_row()

create table outbox (  -- E-mails that wait, and for some days what became of those that do not
  id uuid not null  -- Part of the Message-ID, so that receivers know an e-mail that comes twice
  kind text not null  -- Which letter it is, such as confirm_email
  to_address text not null  -- Whom it goes to
  contents_sealed bytea  -- Address, subject and text, encrypted with a key made from USER_API_SECRET, since links are secrets; erased at the end
  created_at timestamp with time zone not null default now()  -- When it was written; the date that it bears
  useful_until timestamp with time zone  -- When its link ends to work; it is not sent after that. Null: always useful
  attempts integer not null default 0  -- How often an instance set out to send it
  next_attempt_at timestamp with time zone not null default now()  -- When it is due
  claimed_until timestamp with time zone  -- Until when an instance has it to itself; one that dies meanwhile holds it no longer
  last_error text  -- What was wrong the last time
  sent_at timestamp with time zone  -- When a mail server took it
  failed_at timestamp with time zone  -- When it was given up
  user_id uuid  -- Whose account it is about; it is erased with them
  constraint outbox_attempts_check CHECK ((attempts >= 0))
  constraint outbox_contents_sealed_check CHECK (((contents_sealed IS NULL) = ((sent_at IS NOT NULL) OR (failed_at IS NOT NULL))))
  constraint outbox_end_check CHECK (((sent_at IS NULL) OR (failed_at IS NULL)))
  constraint outbox_kind_check CHECK ((kind ~ '^[a-z_]{1,50}$'::text))
  constraint outbox_last_error_check CHECK ((char_length(last_error) <= 500))
  constraint outbox_pkey PRIMARY KEY (id)
  constraint outbox_to_address_check CHECK ((((char_length(to_address) >= 3) AND (char_length(to_address) <= 320)) AND (to_address !~ '[[:cntrl:]]'::text)))
  constraint outbox_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
)
CREATE INDEX outbox_end_idx on outbox USING btree (COALESCE(sent_at, failed_at)) WHERE (contents_sealed IS NULL)
CREATE INDEX outbox_next_attempt_at_idx on outbox USING btree (next_attempt_at) WHERE (contents_sealed IS NOT NULL)
CREATE INDEX outbox_user_id_idx on outbox USING btree (user_id)

create table ownership_offers (  -- Groups that their owners want to hand over; a row goes when it is accepted, declined or withdrawn
  user_group_id uuid not null  -- The group
  new_owner_id uuid not null  -- The person to whom it is offered
  created_at timestamp with time zone not null default now()  -- When it was offered
  constraint ownership_offers_new_owner_id_fkey FOREIGN KEY (new_owner_id) REFERENCES users(id) ON DELETE CASCADE
  constraint ownership_offers_pkey PRIMARY KEY (user_group_id)
  constraint ownership_offers_user_group_id_fkey FOREIGN KEY (user_group_id) REFERENCES user_groups(id) ON DELETE CASCADE
)
CREATE INDEX ownership_offers_new_owner_id_idx on ownership_offers USING btree (new_owner_id, created_at DESC, user_group_id DESC)

create table past_countries (  -- Where people were before; where they are now stands in users, and nothing stands in both
  user_id uuid not null  -- Who was there
  country text not null  -- Where; ISO 3166-1 alpha-2
  source text not null  -- Who said so: declared by the person, or confirmed by the payment provider
  set_at timestamp with time zone not null  -- From when
  ended_at timestamp with time zone not null  -- Until when; at this moment it was no longer so
  constraint past_countries_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint past_countries_ended_at_check CHECK ((set_at < ended_at))
  constraint past_countries_period_excl EXCLUDE USING gist (user_id WITH =, tstzrange(set_at, ended_at) WITH &&)
  constraint past_countries_pkey PRIMARY KEY (user_id, set_at)
  constraint past_countries_source_check CHECK ((source = ANY (ARRAY['declared'::text, 'confirmed'::text])))
  constraint past_countries_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
)

create table pushed_authorization_requests (  -- Authorization requests that clients sent ahead (RFC 9126)
  handle_hash bytea not null  -- SHA-256 of the last part of the request_uri; the address itself is never stored
  client_id text not null  -- Who pushed it
  parameters jsonb not null  -- The parameters, checked
  created_at timestamp with time zone not null default now()  -- When it was pushed
  expires_at timestamp with time zone not null  -- When it ends by itself
  used_at timestamp with time zone  -- When a browser came with it; it is good once
  constraint pushed_authorization_requests_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON DELETE CASCADE
  constraint pushed_authorization_requests_handle_hash_check CHECK ((octet_length(handle_hash) = 32))
  constraint pushed_authorization_requests_pkey PRIMARY KEY (handle_hash)
)
CREATE INDEX pushed_authorization_requests_client_id_idx on pushed_authorization_requests USING btree (client_id)
CREATE INDEX pushed_authorization_requests_expires_at_idx on pushed_authorization_requests USING btree (expires_at)

create table rate_limits (  -- How often what x-rate-limits counts was done lately, by the generic cell rate algorithm; a row that is lost only forgets
  key bytea not null  -- HMAC-SHA-256 of the rule and whom it is about; no address and no name can be read from it
  next_at timestamp with time zone not null  -- When it may be done once more
  idle_at timestamp with time zone not null  -- When the row says nothing any more and may be deleted; the theoretical arrival time of the algorithm
  constraint rate_limits_key_check CHECK ((octet_length(key) = 32))
  constraint rate_limits_pkey PRIMARY KEY (key)
)
CREATE INDEX rate_limits_idle_at_idx on rate_limits USING btree (idle_at)
CREATE INDEX rate_limits_next_at_idx on rate_limits USING btree (next_at)

create table recommendations (  -- Which group recommends which
  user_group_id uuid not null  -- The group that recommends
  recommended_id uuid not null  -- The group that it recommends
  created_at timestamp with time zone not null default now()  -- Since when
  constraint recommendations_pkey PRIMARY KEY (user_group_id, recommended_id)
  constraint recommendations_recommended_id_check CHECK ((recommended_id <> user_group_id))
  constraint recommendations_recommended_id_fkey FOREIGN KEY (recommended_id) REFERENCES user_groups(id) ON DELETE CASCADE
  constraint recommendations_user_group_id_fkey FOREIGN KEY (user_group_id) REFERENCES user_groups(id) ON DELETE CASCADE
)
CREATE INDEX recommendations_recommended_id_idx on recommendations USING btree (recommended_id)
CREATE INDEX recommendations_user_group_id_idx on recommendations USING btree (user_group_id, created_at DESC, recommended_id DESC)

create table refresh_tokens (  -- Refresh tokens, each good for one use
  token_hash bytea not null  -- SHA-256 of the token; the token itself is never stored
  session_id uuid not null  -- The session it continues
  created_at timestamp with time zone not null default now()  -- When it was given out
  expires_at timestamp with time zone not null  -- When it ends by itself
  used_at timestamp with time zone  -- When it was exchanged; one that comes again later ends the session
  constraint refresh_tokens_pkey PRIMARY KEY (token_hash)
  constraint refresh_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id) ON DELETE CASCADE
  constraint refresh_tokens_token_hash_check CHECK ((octet_length(token_hash) = 32))
)
CREATE INDEX refresh_tokens_expires_at_idx on refresh_tokens USING btree (expires_at)
CREATE INDEX refresh_tokens_session_id_idx on refresh_tokens USING btree (session_id)
CREATE INDEX refresh_tokens_used_at_idx on refresh_tokens USING btree (used_at) WHERE (used_at IS NOT NULL)

create table revoked_access_tokens (  -- Access tokens refused before they expire. The others are stored nowhere: their signature says all
  jti uuid not null  -- The id in the token (RFC 7519, section 4.1.7)
  revoked_at timestamp with time zone not null default now()  -- When it was revoked; every instance follows within a second
  expires_at timestamp with time zone not null  -- When the token would have ended by itself
  constraint revoked_access_tokens_pkey PRIMARY KEY (jti)
)
CREATE INDEX revoked_access_tokens_expires_at_idx on revoked_access_tokens USING btree (expires_at)
CREATE INDEX revoked_access_tokens_revoked_at_idx on revoked_access_tokens USING btree (revoked_at)

create table roles (  -- What a person may do; each person has exactly one role
  name text not null  -- The role, as in the API
  rank smallint not null  -- Its place from the least to the most powerful
  sign_up boolean not null  -- Whether one may choose it at sign-up
  description text not null  -- What one may do with it, in a sentence
  constraint roles_pkey PRIMARY KEY (name)
  constraint roles_rank_key UNIQUE (rank)
)

create table scopes (  -- What a token may be limited to
  name text not null  -- The scope, as it is asked for
  position smallint not null  -- Its place in the list
  role text  -- For a role's scope: a token with it acts with no more than this role
  description text not null  -- What a token with it may do, in a sentence
  constraint scopes_pkey PRIMARY KEY (name)
  constraint scopes_position_key UNIQUE ("position")
  constraint scopes_role_fkey FOREIGN KEY (role) REFERENCES roles(name)
)

create table sessions (  -- Browsers and apps that a person is signed in with
  id uuid not null  -- Named in every token of the session
  user_id uuid not null  -- Who signed in
  client_id text  -- With which application; null for a browser on our own pages
  browser_session_id uuid  -- The browser that signed the application in; when it signs out, so does the application
  cookie_hash bytea  -- SHA-256 of the browser's cookie; null for an application
  scopes text[] not null default '{}'::text[]  -- What its tokens are limited to
  dpop_jkt text  -- Thumbprint of the key that its refresh tokens are bound to (RFC 9449); null if to none
  device text  -- The kind of browser and system, as far as it said
  authenticated_at timestamp with time zone not null default now()  -- When the person last gave their password for it
  created_at timestamp with time zone not null default now()  -- When the person signed in
  last_used_at timestamp with time zone not null default now()  -- When it last got a token, or a browser last signed an application in
  expires_at timestamp with time zone not null  -- When it ends by itself
  ended_at timestamp with time zone  -- When it was ended; its tokens are refused from then on, by every instance within a second
  constraint sessions_browser_session_id_fkey FOREIGN KEY (browser_session_id) REFERENCES sessions(id) ON DELETE SET NULL
  constraint sessions_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id) ON DELETE CASCADE
  constraint sessions_cookie_hash_check CHECK ((octet_length(cookie_hash) = 32))
  constraint sessions_cookie_hash_key UNIQUE (cookie_hash)
  constraint sessions_device_check CHECK (((char_length(device) >= 1) AND (char_length(device) <= 100)))
  constraint sessions_kind_check CHECK (((client_id IS NULL) = (cookie_hash IS NOT NULL)))
  constraint sessions_pkey PRIMARY KEY (id)
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
)
CREATE INDEX sessions_browser_session_id_idx on sessions USING btree (browser_session_id)
CREATE INDEX sessions_client_id_idx on sessions USING btree (client_id)
CREATE INDEX sessions_ended_at_idx on sessions USING btree (ended_at) WHERE (ended_at IS NOT NULL)
CREATE INDEX sessions_expires_at_idx on sessions USING btree (expires_at)
CREATE INDEX sessions_user_id_created_at_id_idx on sessions USING btree (user_id, created_at DESC, id DESC) WHERE (ended_at IS NULL)
CREATE INDEX sessions_user_id_idx on sessions USING btree (user_id)

create table share_transactions (  -- Shares that people got or gave back; what somebody holds is their sum
  id uuid not null  -- Stable for ever
  user_id uuid not null  -- Whose shares
  invoice_id text  -- Stripe's id of the invoice that they were paid by; null if by none
  quantity bigint not null  -- How many; below zero for those given back
  created_at timestamp with time zone not null default now()  -- When
  constraint share_transactions_invoice_id_check CHECK (((char_length(invoice_id) >= 1) AND (char_length(invoice_id) <= 255)))
  constraint share_transactions_invoice_id_key UNIQUE (invoice_id)
  constraint share_transactions_pkey PRIMARY KEY (id)
  constraint share_transactions_quantity_check CHECK ((quantity <> 0))
  constraint share_transactions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
)
CREATE INDEX share_transactions_user_id_created_at_id_idx on share_transactions USING btree (user_id, created_at DESC, id DESC)

create table signing_keys (  -- The keys that tokens are signed with, shared by all instances
  id text not null  -- The key id (kid) in the header of each token
  algorithm text not null  -- The JOSE name of the algorithm (RFC 7518)
  private_key_sealed bytea not null  -- The private key in DER, encrypted with a key made from USER_API_SECRET
  public_key jsonb not null  -- The public key as a JWK (RFC 7517)
  created_at timestamp with time zone not null default now()  -- When it was made and published
  signs_at timestamp with time zone not null  -- When it begins to sign; the newest that has begun signs
  expires_at timestamp with time zone  -- When nothing that it signed is good any more; null while it signs
  constraint signing_keys_algorithm_check CHECK ((algorithm = ANY (ARRAY['RS256'::text, 'ES256'::text, 'EdDSA'::text])))
  constraint signing_keys_pkey PRIMARY KEY (id)
)
CREATE INDEX signing_keys_expires_at_idx on signing_keys USING btree (expires_at)

create table stripe_customers (  -- Who people are to Stripe, which alone knows how they pay; goes with the person
  user_id uuid not null  -- Who it is to us
  customer_id text not null  -- Stripe's id of the customer
  created_at timestamp with time zone not null default now()  -- When Stripe first knew of them
  country_told_at timestamp with time zone  -- When Stripe sent what we know of their country, by its clock, so that older news is not taken; null before
  constraint stripe_customers_customer_id_check CHECK (((char_length(customer_id) >= 1) AND (char_length(customer_id) <= 255)))
  constraint stripe_customers_customer_id_key UNIQUE (customer_id)
  constraint stripe_customers_pkey PRIMARY KEY (user_id)
  constraint stripe_customers_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
)

create table stripe_events (  -- The events of Stripe that were handled, so that none is handled twice; nothing of what stands in them. Kept for 30 days; Stripe sends again for three
  event_id text not null  -- Stripe's id of the event
  created_at timestamp with time zone not null default now()  -- When it was handled
  constraint stripe_events_event_id_check CHECK (((char_length(event_id) >= 1) AND (char_length(event_id) <= 255)))
  constraint stripe_events_pkey PRIMARY KEY (event_id)
)
CREATE INDEX stripe_events_created_at_idx on stripe_events USING btree (created_at)

create table stripe_subscriptions (  -- How subscriptions stand by the newest word of Stripe, in whatever order its words come; memberships follow from it; goes with the person
  subscription_id text not null  -- Stripe's id of the subscription
  user_id uuid not null  -- Who pays
  membership_class_id uuid not null  -- For which class of membership
  starts_at timestamp with time zone not null  -- From when
  paid_until timestamp with time zone  -- Until when it is paid; null if nothing was paid yet
  ended_at timestamp with time zone  -- When it ended for good; null as long as it has not
  told_at timestamp with time zone not null  -- When Stripe said so, by its clock
  constraint stripe_subscriptions_membership_class_id_fkey FOREIGN KEY (membership_class_id) REFERENCES membership_classes(id)
  constraint stripe_subscriptions_pkey PRIMARY KEY (subscription_id)
  constraint stripe_subscriptions_subscription_id_check CHECK (((char_length(subscription_id) >= 1) AND (char_length(subscription_id) <= 255)))
  constraint stripe_subscriptions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
)
CREATE INDEX stripe_subscriptions_membership_class_id_idx on stripe_subscriptions USING btree (membership_class_id)
CREATE INDEX stripe_subscriptions_user_id_idx on stripe_subscriptions USING btree (user_id)

create table tags (  -- The words that groups describe their music with
  key text not null  -- The word without case and width
  name text not null  -- As it was first written
  created_at timestamp with time zone not null default now()  -- When it was first used
  is_shown boolean not null default false  -- Whether a public group has it, or had until a job has looked
  constraint tags_key_check CHECK (((char_length(key) >= 1) AND (char_length(key) <= 500)))
  constraint tags_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 50)))
  constraint tags_pkey PRIMARY KEY (key)
)
CREATE INDEX tags_key_c_idx on tags USING btree (key COLLATE "C") WHERE is_shown
CREATE INDEX tags_key_trgm_idx on tags USING gin (key gin_trgm_ops) WHERE is_shown

create table tenants (  -- The organisations that run on the platform; a person belongs to one
  id uuid not null  -- Stable for the life of the tenant
  name text not null  -- What it is called
  is_default boolean not null default false  -- Whether people who sign up belong to it; true for exactly one
  created_at timestamp with time zone not null default now()  -- When it joined
  updated_at timestamp with time zone not null default now()  -- When it last changed
  version integer not null default 1  -- Counts its changes; becomes the ETag
  constraint tenants_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
  constraint tenants_pkey PRIMARY KEY (id)
)
CREATE INDEX tenants_created_at_id_idx on tenants USING btree (created_at DESC, id DESC)
CREATE UNIQUE INDEX tenants_is_default_key on tenants USING btree (is_default) WHERE is_default
CREATE UNIQUE INDEX tenants_name_key on tenants USING btree (lower(name))
CREATE TRIGGER tenants_touch BEFORE UPDATE on tenants FOR EACH ROW EXECUTE FUNCTION touch_row()

create table user_group_members (  -- Which groups are in which, or are invited to be
  user_group_id uuid not null  -- The group that has members
  user_group_type text not null  -- Its type
  member_id uuid not null  -- The group that is a member
  member_type text not null  -- Its type
  state text not null  -- invited until the owner of the member accepts; then accepted
  display_name text  -- What the member is called in this group; null if as everywhere
  tags text[] not null default '{}'::text[]  -- What the member does in this group
  created_at timestamp with time zone not null default now()  -- When it was invited
  constraint user_group_members_display_name_check CHECK (((char_length(display_name) >= 1) AND (char_length(display_name) <= 100)))
  constraint user_group_members_member_id_fkey FOREIGN KEY (member_id, member_type) REFERENCES user_groups(id, type) ON DELETE CASCADE
  constraint user_group_members_pkey PRIMARY KEY (user_group_id, member_id)
  constraint user_group_members_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'accepted'::text])))
  constraint user_group_members_tags_check CHECK (((cardinality(tags) <= 10) AND (array_to_string(tags, '
'::text) !~ '[^\n]{51}'::text)))
  constraint user_group_members_types_fkey FOREIGN KEY (user_group_type, member_type) REFERENCES group_type_members(group_type, member_type)
  constraint user_group_members_user_group_id_fkey FOREIGN KEY (user_group_id, user_group_type) REFERENCES user_groups(id, type) ON DELETE CASCADE
)
CREATE INDEX user_group_members_of_group_idx on user_group_members USING btree (user_group_id, state, created_at DESC, member_id DESC)
CREATE INDEX user_group_members_of_member_idx on user_group_members USING btree (member_id, state, created_at DESC, user_group_id DESC)

create table user_group_search (  -- By what each group is found. Triggers keep it; what is not there, such as anything of a hidden group, cannot be found
  user_group_id uuid not null  -- The group
  number bigint not null identity  -- Its place among all groups, in the order of creation
  name text  -- Its name as it is searched; null if the group is not public, or its owner is deleted
  terms text[]  -- Its words, each after what it is a word of: n: the name, t: the name or a tag, a: anything. Then after = what can be filtered by, and the whole name; null as the name is
  changed_at timestamp with time zone not null default clock_timestamp()  -- When that changed; a search that began before then has it no more on later pages, where it might be a second time
  constraint user_group_search_number_key UNIQUE (number)
  constraint user_group_search_pkey PRIMARY KEY (user_group_id)
  constraint user_group_search_user_group_id_fkey FOREIGN KEY (user_group_id) REFERENCES user_groups(id) ON DELETE CASCADE
)
CREATE INDEX user_group_search_idx on user_group_search USING gin (search_vector(terms, number)) WITH (fastupdate=off)
CREATE TRIGGER user_group_search_delete_words AFTER DELETE on user_group_search REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION change_user_group_words()
CREATE TRIGGER user_group_search_insert_words AFTER INSERT on user_group_search REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION change_user_group_words()
CREATE TRIGGER user_group_search_insert_words_then_tags AFTER INSERT on user_group_search REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION show_tags()
CREATE TRIGGER user_group_search_update_words AFTER UPDATE on user_group_search REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION change_user_group_words()
CREATE TRIGGER user_group_search_update_words_then_tags AFTER UPDATE on user_group_search REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION show_tags()

create table user_group_tags (  -- Which group has which tags; 20 at most
  user_group_id uuid not null  -- The group
  position smallint not null  -- Its place in the list, from 1
  tag text not null  -- The tag
  constraint user_group_tags_pkey PRIMARY KEY (user_group_id, "position")
  constraint user_group_tags_position_check CHECK ((("position" >= 1) AND ("position" <= 20)))
  constraint user_group_tags_tag_fkey FOREIGN KEY (tag) REFERENCES tags(key)
  constraint user_group_tags_tag_key UNIQUE (tag, user_group_id)
  constraint user_group_tags_user_group_id_fkey FOREIGN KEY (user_group_id) REFERENCES user_groups(id) ON DELETE CASCADE
)
CREATE TRIGGER user_group_tags_delete_search AFTER DELETE on user_group_tags REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_changed_groups()
CREATE TRIGGER user_group_tags_insert_search AFTER INSERT on user_group_tags REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_changed_groups()
CREATE TRIGGER user_group_tags_note_dropped AFTER DELETE on user_group_tags REFERENCING OLD TABLE AS dropped FOR EACH STATEMENT EXECUTE FUNCTION note_dropped_tags()

create table user_group_words (  -- The words of the names that can be found, each once, among which those that are like a mistyped one are looked for
  word text not null  -- A word as it is searched
  constraint user_group_words_pkey PRIMARY KEY (word)
)
CREATE INDEX user_group_words_word_idx on user_group_words USING gin (word gin_trgm_ops) WITH (fastupdate=off)

create table user_groups (  -- The personas, bands, labels and distributors that people appear as
  id uuid not null  -- Stable for the life of the group
  type text not null  -- What kind of group it is
  owner_id uuid not null  -- The person who owns it; hidden with them when they delete their account, and erased with them
  display_name text not null  -- The name it appears under
  short_bio text  -- One line about it
  description text  -- As much about it as its owner likes
  group_email text  -- Where the group can be written to
  country text  -- Where the group is from; ISO 3166-1 alpha-2
  created_at timestamp with time zone not null default now()  -- When it was created
  updated_at timestamp with time zone not null default now()  -- When it last changed
  version integer not null default 1  -- Counts its changes; becomes the ETag
  visibility text not null default 'public'::text  -- Who finds it: anyone, who knows its id, or only its owner, staff within reach and those to whom its owner opened it: whom it is offered to, the owners of its members and of those it invites, and of the groups that it has accepted to be a member of
  show_owned_tracks boolean not null default false  -- Whether others may be shown the tracks that it owns
  show_supported_artists boolean not null default false  -- Whether others may be shown the artists that it supports
  privacy_choices jsonb not null default '{}'::jsonb  -- Who may see which field of the profile, where the owner chose: an object of fields, each public, community or private
  display_name_key text not null  -- The name as the eye takes it in capitals: without case, width and what looks alike; unique among groups of the same type
  display_name_look text not null  -- The name as the eye takes it in the letters that it is written in: without what looks alike, then without case; unique among groups of the same type
  avatar_id uuid  -- Its picture
  banner_id uuid  -- The picture above its profile
  constraint user_groups_avatar_id_fkey FOREIGN KEY (avatar_id) REFERENCES images(id)
  constraint user_groups_banner_id_fkey FOREIGN KEY (banner_id) REFERENCES images(id)
  constraint user_groups_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint user_groups_description_check CHECK (((char_length(description) >= 1) AND (char_length(description) <= 5000)))
  constraint user_groups_display_name_check CHECK (((char_length(display_name) >= 1) AND (char_length(display_name) <= 100)))
  constraint user_groups_display_name_key_check CHECK (((char_length(display_name_key) >= 1) AND (char_length(display_name_key) <= 500)))
  constraint user_groups_display_name_look_check CHECK (((char_length(display_name_look) >= 1) AND (char_length(display_name_look) <= 500)))
  constraint user_groups_group_email_check CHECK (((char_length(group_email) >= 3) AND (char_length(group_email) <= 254)))
  constraint user_groups_id_type_key UNIQUE (id, type)
  constraint user_groups_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE CASCADE
  constraint user_groups_pkey PRIMARY KEY (id)
  constraint user_groups_privacy_choices_check CHECK (is_privacy_choices(privacy_choices))
  constraint user_groups_short_bio_check CHECK (((char_length(short_bio) >= 1) AND (char_length(short_bio) <= 200)))
  constraint user_groups_type_display_name_key_key UNIQUE (type, display_name_key)
  constraint user_groups_type_display_name_look_key UNIQUE (type, display_name_look)
  constraint user_groups_type_fkey FOREIGN KEY (type) REFERENCES group_types(name)
  constraint user_groups_visibility_check CHECK ((visibility = ANY (ARRAY['public'::text, 'unlisted'::text, 'private'::text])))
)
CREATE INDEX user_groups_avatar_id_idx on user_groups USING btree (avatar_id) WHERE (avatar_id IS NOT NULL)
CREATE INDEX user_groups_banner_id_idx on user_groups USING btree (banner_id) WHERE (banner_id IS NOT NULL)
CREATE INDEX user_groups_country_created_at_id_idx on user_groups USING btree (country, created_at DESC, id DESC) WHERE (visibility = 'public'::text)
CREATE INDEX user_groups_created_at_id_idx on user_groups USING btree (created_at DESC, id DESC) WHERE (visibility = 'public'::text)
CREATE INDEX user_groups_owner_id_created_at_id_idx on user_groups USING btree (owner_id, created_at DESC, id DESC)
CREATE INDEX user_groups_type_created_at_id_idx on user_groups USING btree (type, created_at DESC, id DESC) WHERE (visibility = 'public'::text)
CREATE TRIGGER user_groups_images AFTER INSERT OR DELETE on user_groups FOR EACH ROW EXECUTE FUNCTION expire_images()
CREATE TRIGGER user_groups_insert_search AFTER INSERT on user_groups REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_changed_groups()
CREATE TRIGGER user_groups_touch BEFORE UPDATE on user_groups FOR EACH ROW EXECUTE FUNCTION touch_row()
CREATE TRIGGER user_groups_update_images AFTER UPDATE on user_groups FOR EACH ROW WHEN (((old.avatar_id IS DISTINCT FROM new.avatar_id) OR (old.banner_id IS DISTINCT FROM new.banner_id))) EXECUTE FUNCTION expire_images()
CREATE TRIGGER user_groups_update_search AFTER UPDATE on user_groups REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_changed_groups()

create table users (  -- People, one row each, however many personas they have; of those who were erased, an id that says nothing
  id uuid not null  -- Stable for the life of the account
  username text  -- The person's e-mail address and login, in lower case; unique among accounts that are not deleted. Null once they are erased
  email_confirmed_at timestamp with time zone  -- When the person showed that the address is theirs
  password_hash text  -- Argon2id in PHC string format; or bcrypt or phpass, imported, until the person next signs in; null if the person has none
  role text not null  -- What the person may do
  tenant_id uuid not null  -- The organisation that the person belongs to
  first_name text  -- Given name
  last_name text  -- Family name
  full_name text  -- The whole name, as the person writes it
  country text  -- Where the person is, for rights; ISO 3166-1 alpha-2
  newsletter_notification boolean not null default false  -- Whether the person wants the newsletter
  token_epoch integer not null default 1  -- Access tokens of an earlier epoch are refused; counted up when what the tokens say is no longer true
  token_epoch_changed_at timestamp with time zone  -- When the epoch last changed; every instance follows these changes
  suspended_at timestamp with time zone  -- When the person was kept from signing in; null if they may
  deleted_at timestamp with time zone  -- When the account was deleted; hidden from then on, and brought back by setting it to null
  created_at timestamp with time zone not null default now()  -- When the account was opened
  updated_at timestamp with time zone not null default now()  -- When the account last changed
  version integer not null default 1  -- Counts its changes; becomes the ETag
  privacy_choices jsonb not null default '{}'::jsonb  -- Who may see which field of the profile, where the person chose: an object of fields, each public, community or private
  erase_at timestamp with time zone  -- Until when a deleted account can be brought back, as the person was told; a job erases it then
  erased_at timestamp with time zone  -- When everything about the person was erased; books and the trail keep the id
  country_source text not null default 'declared'::text  -- Who says so: declared by the person, or confirmed by the payment provider
  country_set_at timestamp with time zone not null default now()  -- Since when it is so; what was before stands in past_countries
  constraint users_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint users_country_source_check CHECK ((country_source = ANY (ARRAY['declared'::text, 'confirmed'::text])))
  constraint users_erase_at_check CHECK (((erase_at IS NULL) = (deleted_at IS NULL)))
  constraint users_erased_at_check CHECK (
CASE
    WHEN (erased_at IS NULL) THEN (username IS NOT NULL)
    ELSE ((deleted_at IS NOT NULL) AND (NOT newsletter_notification) AND (num_nonnulls(username, email_confirmed_at, password_hash, first_name, last_name, full_name, country, suspended_at) = 0))
END)
  constraint users_first_name_check CHECK (((char_length(first_name) >= 1) AND (char_length(first_name) <= 100)))
  constraint users_full_name_check CHECK (((char_length(full_name) >= 1) AND (char_length(full_name) <= 200)))
  constraint users_last_name_check CHECK (((char_length(last_name) >= 1) AND (char_length(last_name) <= 100)))
  constraint users_pkey PRIMARY KEY (id)
  constraint users_privacy_choices_check CHECK (is_privacy_choices(privacy_choices))
  constraint users_role_fkey FOREIGN KEY (role) REFERENCES roles(name)
  constraint users_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
  constraint users_username_check CHECK (((username = lower(username)) AND ((char_length(username) >= 3) AND (char_length(username) <= 254))))
)
CREATE INDEX users_created_at_id_idx on users USING btree (created_at DESC, id DESC) WHERE (deleted_at IS NULL)
CREATE INDEX users_deleted_created_at_id_idx on users USING btree (created_at DESC, id DESC) WHERE ((deleted_at IS NOT NULL) AND (erased_at IS NULL))
CREATE INDEX users_deleted_username_idx on users USING btree (username) WHERE ((deleted_at IS NOT NULL) AND (erased_at IS NULL))
CREATE INDEX users_erase_at_idx on users USING btree (erase_at) WHERE ((erase_at IS NOT NULL) AND (erased_at IS NULL))
CREATE INDEX users_password_hash_outdated_idx on users USING btree (id) WHERE ((password_hash !~~ '$argon2id$v=19$m=19456,t=2,p=1$%'::text) AND (deleted_at IS NULL))
CREATE INDEX users_role_created_at_id_idx on users USING btree (role, created_at DESC, id DESC) WHERE (deleted_at IS NULL)
CREATE INDEX users_tenant_id_created_at_id_idx on users USING btree (tenant_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL)
CREATE INDEX users_tenant_id_idx on users USING btree (tenant_id)
CREATE INDEX users_token_epoch_changed_at_idx on users USING btree (token_epoch_changed_at) WHERE (token_epoch_changed_at IS NOT NULL)
CREATE UNIQUE INDEX users_username_key on users USING btree (username) WHERE (deleted_at IS NULL)
CREATE TRIGGER users_search AFTER UPDATE OF deleted_at on users FOR EACH ROW WHEN (((old.deleted_at IS NULL) <> (new.deleted_at IS NULL))) EXECUTE FUNCTION search_changed_owner()
CREATE TRIGGER users_touch BEFORE UPDATE on users FOR EACH ROW WHEN (((to_jsonb(old.*) - 'password_hash'::text) IS DISTINCT FROM (to_jsonb(new.*) - 'password_hash'::text))) EXECUTE FUNCTION touch_row()

CREATE OR REPLACE FUNCTION public.change_user_group_words()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  dropped text[] := '{}';
  added text[] := '{}';
  held bigint;
begin
  if tg_op <> 'INSERT' then dropped := array(select unnest(string_to_array(name, ' ')) from before); end if;
  if tg_op <> 'DELETE' then added := array(select unnest(string_to_array(name, ' ')) from changed); end if;
  select array(select unnest(added) except select unnest(dropped)), array(select unnest(dropped) except select unnest(added))
    into added, dropped;

  -- Again, where a word was taken away between being found and being held.
  loop
    insert into user_group_words (word) select word from unnest(added) word order by word on conflict do nothing;
    perform from user_group_words where word = any (added) order by word for key share;
    get diagnostics held = row_count;
    exit when held = cardinality(added);
  end loop;

  perform from user_group_words where word = any (dropped) order by word for no key update;
  -- Held by a statement of its own, so that the next one sees the names of who held one until now.
  dropped := array(select word from user_group_words where word = any (dropped) for update skip locked);
  delete from user_group_words where word = any (dropped)
    and not exists (select from user_group_search s where search_vector(s.terms, s.number) @@ search_query(array['n:' || word], '&'));
  return null;
end $function$

-- Adds the words of names that can be found now, and takes away those that no name has any more

CREATE OR REPLACE FUNCTION public.expire_images()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from images where id in (old.avatar_id, old.banner_id, new.avatar_id, new.banner_id) order by id for no key update;
  update images set expires_at = null where id in (new.avatar_id, new.banner_id) and expires_at is not null;
  update images set expires_at = now()
    where id in (old.avatar_id, old.banner_id) and expires_at is null
      and not exists (select from user_groups where avatar_id = images.id or banner_id = images.id);
  return null;
end
$function$

-- 

CREATE OR REPLACE FUNCTION public.find_user_groups(q text, filters text[], deepest text, after_rank integer, after_number bigint, as_of timestamp with time zone, most bigint)
 RETURNS TABLE(user_group_id uuid, rank integer, number bigint)
 LANGUAGE plpgsql
 STABLE ROWS 50
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
 SET "pg_trgm.similarity_threshold" TO '0.4'
AS $function$
declare
  words constant text[] := search_words(q);
  asked constant text := left(array_to_string(words, ' '), 40);
  depth constant integer := case deepest when 'n' then 1 when 't' then 2 else 3 end;
  filter constant tsquery := search_query(filters, ' & ');
  newest constant bigint := coalesce((select max(s.number) from user_group_search s), 0);
  widths constant integer[] := array[10, 12, 14, 16];
  prefixes constant text[] := array['n:', 't:', 'a:'];
  named constant text[] := array['=name:' || left(array_to_string(words, ' '), 200)];
  in_name constant text[] := array(select 'n:' || word from unnest(words) word);
  in_tags constant text[] := array(select 't:' || word from unnest(words) word);
  anywhere constant text[] := array(select prefixes[depth] || word from unnest(words) word);
  sought text[];
  better text[];
  typed text[];
  meant text[] := '{}';
  level tsquery;
  scope tsquery;
  near tsquery;
  nearly tsquery[] := '{}';
  likeness real[] := '{}';
  alike bigint[] := '{}';
  below bigint;
  width integer;
  left_over bigint := most;
  found bigint;
  exact boolean;
begin
  if words = '{}' then return; end if;

  if q is not null and after_rank >= 100 then
    level := search_query(anywhere || filters, ' & ');
    scope := level && search_span(newest, 12);
    if (select count(*) from user_group_search s where search_vector(s.terms, s.number) @@ scope) < 8 then
      return query select s.user_group_id, ranked.rank, s.number from user_group_search s, lateral (
          select case when s.terms @> named then 400 when s.terms @> in_name then 300 when depth > 1 and s.terms @> in_tags then 200 else 100 end as rank
        ) ranked
        where search_vector(s.terms, s.number) @@ level and s.changed_at <= as_of and (ranked.rank, s.number) < (after_rank, after_number)
        order by ranked.rank desc, s.number desc limit left_over;
      get diagnostics found = row_count;
      left_over := left_over - found;
      sought := anywhere;
    end if;
  end if;
  for place in 0 .. case when q is null then 0 else depth end loop
    exit when sought = anywhere;
    better := sought;
    sought := case when q is null then '{}' when place = 0 then named when place = depth then anywhere when place = 1 then in_name else in_tags end;
    rank := 400 - 100 * place;
    continue when rank > after_rank;
    level := search_query(sought || filters, ' & ');
    -- What is better was listed before.
    level := coalesce(level && !!search_query(better, ' & '), level);
    below := case when rank = after_rank then least(after_number, newest + 1) else newest + 1 end;
    -- Few have the same name.
    width := case when q is not null and place = 0 then 5 else 1 end;
    while below > 0 loop
      scope := coalesce(level && search_span(below - 1, widths[width]), level);
      return query select s.user_group_id, find_user_groups.rank, s.number from user_group_search s
        where search_vector(s.terms, s.number) @@ scope and s.number + 0 < below and s.changed_at <= as_of
        order by s.number + 0 desc limit left_over;
      get diagnostics found = row_count;
      left_over := left_over - found;
      if left_over <= 0 then return; end if;
      below := coalesce((((below - 1) >> widths[width]) - 1) << widths[width], 0);
      -- As wide again, if the next is likely to fill the page.
      width := width + case when found > left_over then 0 else 1 end;
    end loop;
  end loop;
  exact := left_over < most or after_rank between 100 and 400;
  -- Where three words or more were found together, nothing else was meant.
  if left_over <= 0 or q is null or char_length(asked) < 3 or (exact and cardinality(words) > 2) then return; end if;

  -- Each word, or what is meant by it if it is mistyped, or is like it; or all of it like a tag. If that finds nothing, all but the word
  -- that is least like any.
  if cardinality(words) <= 8 then
    for place in 1 .. cardinality(words) loop
      typed := array(select word from user_group_words where word in (select search_typos(words[place])));
      meant := meant || typed;
      sought := array(select word from user_group_words
        where word % words[place] or word like replace(replace(replace(words[place], '\', '\\'), '%', '\%'), '_', '\_') || '%'
        order by similarity(word, words[place]) desc, word limit greatest(4, 16 / cardinality(words)));
      likeness := likeness || case when cardinality(typed) > 0 then 0.9 else coalesce(similarity(sought[1], words[place]), 0) end;
      continue when cardinality(words) = 1 and cardinality(typed || sought) = 0;
      nearly := nearly || search_query((prefixes[depth] || words[place]) || array(select 'n:' || word from unnest(typed || sought) word), '|');
    end loop;
  end if;
  level := search_query(array(select '=tag:' || key from (
      select key from tags where key % asked and is_shown
      union select key from tags where key in (select search_typos(asked)) and is_shown
    ) like_it where depth > 1 order by similarity(key, asked) desc, key limit 5), '|');
  for missing in 0 .. case when cardinality(nearly) > 1 then 1 else 0 end loop
    near := null;
    for place in 1 .. cardinality(nearly) loop
      continue when missing = 1 and place = array_position(likeness, (select min(word) from unnest(likeness) word));
      near := case when near is null then nearly[place] else near && nearly[place] end;
    end loop;
    if missing = 0 and level is not null then near := coalesce(near || level, level); end if;
    below := newest + 1;
    width := 2;
    while below > 0 and cardinality(alike) < 300 loop
      scope := search_span(below - 1, widths[width]);
      scope := coalesce(scope && filter, scope, filter);
      alike := alike || array(select s.number from user_group_search s
        where search_vector(s.terms, s.number) @@ coalesce(near && scope, near) and s.number + 0 < below and s.changed_at <= as_of
          and not s.terms @> anywhere limit 300 - cardinality(alike));
      below := coalesce((((below - 1) >> widths[width]) - 1) << widths[width], 0);
      -- Of what is rare there are few in all.
      width := case when cardinality(alike) < 4 then 5 else width + 2 end;
    end loop;
    exit when exact or cardinality(alike) > 0;
  end loop;
  return query
    select s.user_group_id, ranked.rank, s.number
    from user_group_search s, lateral (
      select round(70 * greatest(word_similarity(asked, name), case when string_to_array(name, ' ') && meant then 0.9 else 0.5 end)
        + 29 * similarity(asked, name))::integer as rank) ranked
    where s.number = any (alike) and (ranked.rank, s.number) < (after_rank, after_number)
    order by ranked.rank desc, s.number desc limit left_over;
end $function$

-- The groups that a search finds, after this rank and number: with q, the best first; without it, all that have the filters, the newest first. deepest says how far it looks: n, in names; t, in tags as well; a, everywhere

CREATE OR REPLACE FUNCTION public.is_privacy_choices(choices jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select jsonb_typeof(choices) = 'object'
    and not jsonb_path_exists(choices, 'strict $.* ? (@.type() != "string" || !(@ == "public" || @ == "community" || @ == "private"))')
$function$

-- Whether this is an object of fields, each with an audience

CREATE OR REPLACE FUNCTION public.keep_membership_class_price()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into membership_class_prices (price_id, membership_class_id) values (new.price_id, new.id)
    on conflict (price_id) do update set membership_class_id = excluded.membership_class_id;
  return null;
end
$function$

-- Notes what a class costs, so that it is still known when it costs something else

CREATE OR REPLACE FUNCTION public.note_dropped_tags()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into dropped_tags (tag) select distinct tag from dropped;
  return null;
end $function$

-- Leaves a note of each tag that a group has dropped

CREATE OR REPLACE FUNCTION public.refresh_user_group_search(ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  -- Against who changes a group while its owner leaves: the later of the two sees what the other did.
  perform from user_groups where id = any (ids) order by id for no key update;
  insert into user_group_search as kept (user_group_id, name, terms)
    select g.id, array_to_string(named, ' '), case when named is not null then array(
      select prefix || word from unnest(array['n:', 't:', 'a:']) prefix, unnest(named) word
      union select prefix || word from unnest(array['t:', 'a:']) prefix, unnest(tagged) word
      union select 'a:' || word from unnest(said) word
      union select '=tag:' || tag from user_group_tags where user_group_tags.user_group_id = g.id
      union select term from unnest(array['=name:' || left(array_to_string(named, ' '), 200), '=type:' || g.type, '=country:' || g.country]) term
        where term is not null) end
    from user_groups g join users on users.id = g.owner_id
      left join lateral (select search_words(g.display_name) as named, search_words(coalesce(g.short_bio, '')) as said, search_words(
        coalesce((select string_agg(tag, ' ' order by position) from user_group_tags where user_group_tags.user_group_id = g.id), '')) as tagged
      ) words on g.visibility = 'public' and users.deleted_at is null
    where g.id = any (ids) order by g.created_at, g.id
  on conflict (user_group_id) do update set name = excluded.name, terms = excluded.terms, changed_at = clock_timestamp()
    where (kept.name, kept.terms) is distinct from (excluded.name, excluded.terms);
end $function$

-- Brings user_group_search up to date for these groups

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'rows of % are added, and never changed or deleted', tg_table_name
    using errcode = 'insufficient_privilege', hint = 'server/README.md says how the owner of the database deletes old ones.';
end
$function$

-- Keeps a table append-only

CREATE OR REPLACE FUNCTION public.search_changed_groups()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_table_name = 'user_groups' and tg_op = 'INSERT' then
    perform refresh_user_group_search(array(select id from changed));
  elsif tg_table_name = 'user_groups' then
    perform refresh_user_group_search(array(select id from changed join before using (id) where
      (changed.display_name, changed.short_bio, changed.type, changed.country, changed.visibility, changed.owner_id)
      is distinct from (before.display_name, before.short_bio, before.type, before.country, before.visibility, before.owner_id)));
  else
    perform refresh_user_group_search(array(select distinct user_group_id from changed));
  end if;
  return null;
end $function$

-- Brings user_group_search up to date for groups that changed, or whose tags did

CREATE OR REPLACE FUNCTION public.search_changed_owner()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform refresh_user_group_search(array(select id from user_groups where owner_id = new.id));
  return null;
end $function$

-- Takes the groups of a person who leaves out of user_group_search, and puts them back when the person is

CREATE OR REPLACE FUNCTION public.search_fold(said text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select case when octet_length(said) = char_length(said) then lower(replace(said, '''', '')) else
    normalize(translate(replace(replace(replace(
      regexp_replace(lower(normalize(said, NFKD)), '[''\u2019\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]', '', 'g'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'øđðłħŧıς', 'oddlhtiσ'), NFC) end
$function$

-- A text as it is searched: without case, width, accents and vowel marks

CREATE OR REPLACE FUNCTION public.search_query(terms text[], operator text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select string_agg('''' || replace(replace(term, '\', '\\'), '''', '''''') || '''', operator)::tsquery from unnest(terms) as listed (term)
$function$

-- A question for all (&) or any (|) of these terms, none of which is taken for an operator

CREATE OR REPLACE FUNCTION public.search_span(number bigint, width integer)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select search_query(array['=' || width || ':' || (number >> width)::text], '&')
$function$

-- The groups in the span of this number, and in the one before

CREATE OR REPLACE FUNCTION public.search_typos(word text)
 RETURNS SETOF text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT ROWS 60
AS $function$
  select typed from generate_series(1, char_length(word)) place, lateral (values
    (overlay(word placing reverse(substr(word, place, 2)) from place for 2)),
    (overlay(word placing '' from place for 1)), (overlay(word placing substr(word, place, 1) from place for 0))) typos (typed)
  where char_length(word) > 3
$function$

-- What may have been meant by a word that is mistyped, whether it is a word or not

CREATE OR REPLACE FUNCTION public.search_vector(terms text[], number bigint)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select array_to_tsvector(terms || array[
    '=10:' || (number >> 10)::text, '=12:' || (number >> 12)::text, '=14:' || (number >> 14)::text, '=16:' || (number >> 16)::text,
    '=10:' || ((number >> 10) + 1)::text, '=12:' || ((number >> 12) + 1)::text, '=14:' || ((number >> 14) + 1)::text,
    '=16:' || ((number >> 16) + 1)::text])
$function$

-- The terms of a group and the spans that it is in, as PostgreSQL searches them

CREATE OR REPLACE FUNCTION public.search_words(said text)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
  folded text := search_fold(said);
  words text[];
begin
  if octet_length(folded) > char_length(folded) then
    folded := regexp_replace(folded, '([\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])', ' \1 ', 'g');
    words := regexp_split_to_array(folded, '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u1680\u2000-\u206f\u3000-\u3004\u3008-\u301f\u30fb]+');
  else
    words := string_to_array(translate(folded, E'\t\n\r!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~', repeat(' ', 34)), ' ');
  end if;
  words := array_remove(words, '');
  if words = '{}' then words := array_remove(array[btrim(folded)], ''); end if;
  if octet_length(folded) > 50 then
    words := array(select left(word, 50) from unnest(words) with ordinality as listed (word, place) order by place);
  end if;
  return words;
end $function$

-- The words of a text, in order; a text of signs alone, such as !!!, is one word

CREATE OR REPLACE FUNCTION public.show_tags()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  shown text[];
begin
  if tg_op = 'INSERT' then
    shown := array(select distinct tag from changed join user_group_tags using (user_group_id) where changed.terms is not null);
  else
    shown := array(select distinct tag from changed join before using (user_group_id) join user_group_tags using (user_group_id)
      where changed.terms is not null and (before.terms is null or not before.terms @> array['=tag:' || tag]));
    insert into dropped_tags (tag)
      select distinct tag from changed join before using (user_group_id) join user_group_tags using (user_group_id)
      where changed.terms is null and before.terms is not null;
  end if;
  -- Against the job, also where the mark is there.
  perform from tags where key = any (shown) order by key for key share;
  perform from tags where key = any (shown) and not is_shown order by key for no key update;
  update tags set is_shown = true where key = any (shown) and not is_shown;
  return null;
end $function$

-- Marks the tags of groups that can be found now, and leaves a note of those of groups that no longer can

CREATE OR REPLACE FUNCTION public.touch_row()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end
$function$

-- Counts the version and notes the time of every change; the version becomes the ETag

create extension btree_gist
create extension pg_trgm

-- rows of roles
{"name": "admin", "rank": 5, "sign_up": false, "description": "Looks after everything in every tenant, but for admins and super admins"}
{"name": "artist", "rank": 2, "sign_up": true, "description": "As listener, and may own several personas, and bands"}
{"name": "label", "rank": 3, "sign_up": true, "description": "As artist, and may own labels and edit the groups that have accepted membership of one"}
{"name": "listener", "rank": 1, "sign_up": true, "description": "Has an account and one persona at most"}
{"name": "super_admin", "rank": 6, "sign_up": false, "description": "May do everything, and alone makes admins and super admins"}
{"name": "tenant_admin", "rank": 4, "sign_up": false, "description": "Looks after the people of their own tenant whose role is below their own"}

-- rows of scopes
{"name": "admin", "role": "admin", "position": 11, "description": "Act as an admin at most"}
{"name": "artist", "role": "artist", "position": 8, "description": "Act as an artist at most"}
{"name": "credits", "role": null, "position": 13, "description": "Spend and refund the credits of people; for applications that act for themselves"}
{"name": "email", "role": null, "position": 3, "description": "Learn the person's e-mail address"}
{"name": "label", "role": "label", "position": 9, "description": "Act as a label at most"}
{"name": "listener", "role": "listener", "position": 7, "description": "Act as a listener at most"}
{"name": "offline_access", "role": null, "position": 4, "description": "Get a refresh token as well"}
{"name": "openid", "role": null, "position": 1, "description": "Learn who the person is, by an ID token"}
{"name": "profile", "role": null, "position": 2, "description": "Learn the person's names and country"}
{"name": "read", "role": null, "position": 5, "description": "Read what the person may read"}
{"name": "read_write", "role": null, "position": 6, "description": "Read and change what the person may"}
{"name": "rights", "role": null, "position": 14, "description": "Learn where people were at a time, for rights; for applications that act for themselves"}
{"name": "super_admin", "role": "super_admin", "position": 12, "description": "Act as a super admin"}
{"name": "tenant_admin", "role": "tenant_admin", "position": 10, "description": "Act as a tenant admin at most"}

-- rows of tenants
{"id": "0192f0c1-0000-7000-8000-000000000001", "name": "Platform", "version": 1, "is_default": true}

-- rows of group_types
{"name": "band", "position": 2, "description": "Personas who play together"}
{"name": "distributor", "position": 4, "description": "Labels that are distributed together"}
{"name": "label", "position": 3, "description": "Personas and bands who publish together"}
{"name": "persona", "position": 1, "description": "A person as they appear to others"}

-- rows of group_type_owners
{"most": 1, "role": "listener", "group_type": "persona"}
{"most": null, "role": "admin", "group_type": "band"}
{"most": null, "role": "admin", "group_type": "distributor"}
{"most": null, "role": "admin", "group_type": "label"}
{"most": null, "role": "admin", "group_type": "persona"}
{"most": null, "role": "artist", "group_type": "band"}
{"most": null, "role": "artist", "group_type": "persona"}
{"most": null, "role": "label", "group_type": "band"}
{"most": null, "role": "label", "group_type": "label"}
{"most": null, "role": "label", "group_type": "persona"}
{"most": null, "role": "super_admin", "group_type": "band"}
{"most": null, "role": "super_admin", "group_type": "distributor"}
{"most": null, "role": "super_admin", "group_type": "label"}
{"most": null, "role": "super_admin", "group_type": "persona"}
{"most": null, "role": "tenant_admin", "group_type": "band"}
{"most": null, "role": "tenant_admin", "group_type": "distributor"}
{"most": null, "role": "tenant_admin", "group_type": "label"}
{"most": null, "role": "tenant_admin", "group_type": "persona"}

-- rows of group_type_members
{"group_type": "band", "member_type": "persona"}
{"group_type": "distributor", "member_type": "label"}
{"group_type": "label", "member_type": "band"}
{"group_type": "label", "member_type": "persona"}
