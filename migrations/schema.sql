-- What the database looks like after all migrations. To read; nothing is made from it.
-- Written by the contract tests: UPDATE_SNAPSHOTS=1 cargo test -p contract-tests migrations
create table clients (  -- Applications that sign people in or act for themselves
  id text not null  -- The client_id, as the client sends it
  name text not null  -- What it is called
  secret_hash bytea  -- SHA-256 of its secret; null for a public client
  first_party boolean not null default false  -- Whether it is the platform's own, and so may handle passwords
  grants text[] not null  -- How it may ask for tokens
  scopes text[] not null  -- What it may ask for
  redirect_uris text[] not null default '{}'::text[]  -- Where people may be sent back to, compared letter by letter
  created_at timestamp with time zone not null default now()  -- When it was registered
  updated_at timestamp with time zone not null default now()  -- When it last changed
  version integer not null default 1  -- Counts its changes; becomes the ETag
  constraint clients_client_credentials_check CHECK (((secret_hash IS NOT NULL) OR (NOT ('client_credentials'::text = ANY (grants)))))
  constraint clients_grants_check CHECK ((grants <@ ARRAY['authorization_code'::text, 'refresh_token'::text, 'client_credentials'::text, 'password'::text]))
  constraint clients_id_check CHECK ((id ~ '^[A-Za-z0-9._~-]{1,254}$'::text))
  constraint clients_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
  constraint clients_password_check CHECK ((first_party OR (NOT ('password'::text = ANY (grants)))))
  constraint clients_pkey PRIMARY KEY (id)
  constraint clients_secret_hash_check CHECK ((octet_length(secret_hash) = 32))
)
CREATE INDEX clients_created_at_id_idx on clients USING btree (created_at DESC, id DESC)
CREATE TRIGGER clients_touch BEFORE UPDATE on clients FOR EACH ROW EXECUTE FUNCTION touch_row()

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
  id uuid not null  -- Named in every access token of the session
  user_id uuid not null  -- Who signed in
  client_id text not null  -- With which application
  scopes text[] not null  -- What its tokens are limited to
  created_at timestamp with time zone not null default now()  -- When the person signed in
  last_used_at timestamp with time zone not null default now()  -- When it last got a token
  ended_at timestamp with time zone  -- When it ended; its tokens are refused from then on, by every instance within a second
  constraint sessions_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients(id)
  constraint sessions_pkey PRIMARY KEY (id)
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
)
CREATE INDEX sessions_client_id_idx on sessions USING btree (client_id)
CREATE INDEX sessions_ended_at_idx on sessions USING btree (ended_at) WHERE (ended_at IS NOT NULL)
CREATE INDEX sessions_user_id_idx on sessions USING btree (user_id) WHERE (ended_at IS NULL)

create table signing_keys (  -- The keys that tokens are signed with, shared by all instances
  id text not null  -- The key id (kid) in the header of each token
  algorithm text not null  -- The JOSE name of the algorithm (RFC 7518)
  private_key_sealed bytea not null  -- The private key (PKCS #8), encrypted with a key made from USER_API_SECRET
  public_key jsonb not null  -- The public key as a JWK (RFC 7517)
  created_at timestamp with time zone not null default now()  -- When it was made
  retired_at timestamp with time zone  -- When it stopped signing; it still verifies what it signed
  constraint signing_keys_algorithm_check CHECK ((algorithm = 'ES256'::text))
  constraint signing_keys_pkey PRIMARY KEY (id)
)

create table tenants (  -- The organisations that run on the platform; a person belongs to one
  id uuid not null  -- Stable for the life of the tenant
  name text not null  -- What it is called
  is_default boolean not null default false  -- Whether people who sign up belong to it; true for exactly one
  created_at timestamp with time zone not null default now()  -- When it joined
  updated_at timestamp with time zone not null default now()  -- When it last changed
  version integer not null default 1  -- Counts its changes; becomes the ETag
  constraint tenants_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
  constraint tenants_name_key UNIQUE (name)
  constraint tenants_pkey PRIMARY KEY (id)
)
CREATE INDEX tenants_created_at_id_idx on tenants USING btree (created_at DESC, id DESC)
CREATE UNIQUE INDEX tenants_is_default_key on tenants USING btree (is_default) WHERE is_default
CREATE TRIGGER tenants_touch BEFORE UPDATE on tenants FOR EACH ROW EXECUTE FUNCTION touch_row()

create table user_groups (  -- The personas, bands, labels and distributors that people appear as
  id uuid not null  -- Stable for the life of the group
  type text not null  -- What kind of group it is
  owner_id uuid not null  -- The person who owns it; hidden with them when they delete their account
  display_name text not null  -- The name it appears under
  short_bio text  -- One line about it
  description text  -- As much about it as its owner likes
  group_email text  -- Where the group can be written to
  country text  -- Where the group is from; ISO 3166-1 alpha-2
  created_at timestamp with time zone not null default now()  -- When it was created
  updated_at timestamp with time zone not null default now()  -- When it last changed
  version integer not null default 1  -- Counts its changes; becomes the ETag
  constraint user_groups_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint user_groups_description_check CHECK (((char_length(description) >= 1) AND (char_length(description) <= 5000)))
  constraint user_groups_display_name_check CHECK (((char_length(display_name) >= 1) AND (char_length(display_name) <= 100)))
  constraint user_groups_group_email_check CHECK (((char_length(group_email) >= 3) AND (char_length(group_email) <= 254)))
  constraint user_groups_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id)
  constraint user_groups_pkey PRIMARY KEY (id)
  constraint user_groups_short_bio_check CHECK (((char_length(short_bio) >= 1) AND (char_length(short_bio) <= 200)))
  constraint user_groups_type_fkey FOREIGN KEY (type) REFERENCES group_types(name)
)
CREATE INDEX user_groups_created_at_id_idx on user_groups USING btree (created_at DESC, id DESC)
CREATE INDEX user_groups_owner_id_created_at_id_idx on user_groups USING btree (owner_id, created_at DESC, id DESC)
CREATE INDEX user_groups_type_created_at_id_idx on user_groups USING btree (type, created_at DESC, id DESC)
CREATE TRIGGER user_groups_touch BEFORE UPDATE on user_groups FOR EACH ROW EXECUTE FUNCTION touch_row()

create table users (  -- People, one row each, however many personas they have
  id uuid not null  -- Stable for the life of the account
  username text not null  -- The person's e-mail address and login, in lower case; unique among accounts that are not deleted
  email_confirmed_at timestamp with time zone  -- When the person showed that the address is theirs
  password_hash text  -- Argon2id in PHC string format; null if the person has none
  role text not null  -- What the person may do
  tenant_id uuid not null  -- The organisation that the person belongs to
  first_name text  -- Given name
  last_name text  -- Family name
  full_name text  -- The whole name, as the person writes it
  country text  -- Where the person is, for rights; ISO 3166-1 alpha-2
  newsletter_notification boolean not null default false  -- Whether the person wants the newsletter
  token_epoch integer not null default 1  -- Access tokens of an earlier epoch are refused; counted up when what the tokens say is no longer true
  token_epoch_changed_at timestamp with time zone  -- When the epoch last changed; every instance follows these changes
  deleted_at timestamp with time zone  -- When the account was deleted; hidden from then on
  created_at timestamp with time zone not null default now()  -- When the account was opened
  updated_at timestamp with time zone not null default now()  -- When the account last changed
  version integer not null default 1  -- Counts its changes; becomes the ETag
  constraint users_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint users_first_name_check CHECK (((char_length(first_name) >= 1) AND (char_length(first_name) <= 100)))
  constraint users_full_name_check CHECK (((char_length(full_name) >= 1) AND (char_length(full_name) <= 200)))
  constraint users_last_name_check CHECK (((char_length(last_name) >= 1) AND (char_length(last_name) <= 100)))
  constraint users_pkey PRIMARY KEY (id)
  constraint users_role_fkey FOREIGN KEY (role) REFERENCES roles(name)
  constraint users_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id)
  constraint users_username_check CHECK (((username = lower(username)) AND ((char_length(username) >= 3) AND (char_length(username) <= 254))))
)
CREATE INDEX users_created_at_id_idx on users USING btree (created_at DESC, id DESC) WHERE (deleted_at IS NULL)
CREATE INDEX users_role_created_at_id_idx on users USING btree (role, created_at DESC, id DESC) WHERE (deleted_at IS NULL)
CREATE INDEX users_tenant_id_created_at_id_idx on users USING btree (tenant_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL)
CREATE INDEX users_token_epoch_changed_at_idx on users USING btree (token_epoch_changed_at) WHERE (token_epoch_changed_at IS NOT NULL)
CREATE UNIQUE INDEX users_username_key on users USING btree (username) WHERE (deleted_at IS NULL)
CREATE TRIGGER users_touch BEFORE UPDATE on users FOR EACH ROW EXECUTE FUNCTION touch_row()

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
{"name": "email", "role": null, "position": 3, "description": "Learn the person's e-mail address"}
{"name": "label", "role": "label", "position": 9, "description": "Act as a label at most"}
{"name": "listener", "role": "listener", "position": 7, "description": "Act as a listener at most"}
{"name": "offline_access", "role": null, "position": 4, "description": "Get a refresh token as well"}
{"name": "openid", "role": null, "position": 1, "description": "Learn who the person is, by an ID token"}
{"name": "profile", "role": null, "position": 2, "description": "Learn the person's names and country"}
{"name": "read", "role": null, "position": 5, "description": "Read what the person may read"}
{"name": "read_write", "role": null, "position": 6, "description": "Read and change what the person may"}
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
