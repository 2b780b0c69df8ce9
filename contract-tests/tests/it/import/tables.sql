-- The tables of the system before this one, without foreign keys as there, and a function that gives ids.
create extension if not exists hstore;

create function nth(kind text, n bigint) returns uuid immutable language sql as
  $$ select (substr(md5(kind), 1, 8) || '-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid $$;

create table users (
  id uuid primary key, legacy_id serial unique, username varchar unique, full_name varchar, first_name varchar, last_name varchar,
  email_confirmed boolean, country varchar(2), member boolean, newsletter_notification boolean, followed_groups uuid[], tenant_id int,
  role_id int, last_login timestamptz, last_password_change timestamptz, password varchar(60), token varchar,
  created_at timestamptz not null default now(), updated_at timestamptz, deleted_at timestamptz);
create table group_types (id uuid primary key, name varchar, description varchar, created_at timestamptz not null default now(), updated_at timestamptz, deleted_at timestamptz);
create table user_groups (
  id uuid primary key, display_name varchar unique, description varchar, short_bio varchar, group_email varchar, address_id uuid not null,
  type_id uuid, owner_id uuid, links uuid[], avatar uuid, banner uuid, tags uuid[], members jsonb,
  created_at timestamptz not null default now(), updated_at timestamptz, deleted_at timestamptz);
create table links (id uuid primary key, uri varchar, type varchar, platform varchar, personal_data boolean);
create table tags (id uuid primary key, type varchar, name varchar);
create table street_addresses (id uuid primary key, personal_data boolean, data hstore);
create table clients (
  id uuid primary key, key varchar(254) unique, secret varchar(60), redirect_uri varchar, application_name varchar, application_hostname varchar,
  application_url varchar(200), created_at timestamptz not null default now(), updated_at timestamptz, deleted_at timestamptz);
create table access_tokens (id uuid primary key, client_id uuid, user_id uuid, token varchar(40) unique, expires_at timestamptz, scope varchar(200));
create table credits (id uuid primary key, user_id uuid, total bigint default 128, created_at timestamptz not null default now(), updated_at timestamptz, deleted_at timestamptz);
create table membership_classes (id uuid primary key, name varchar, product_id varchar, price_id varchar, created_at timestamptz not null default now(), updated_at timestamptz, deleted_at timestamptz);
create table user_memberships (
  id uuid primary key, user_id uuid, membership_class_id uuid, subscription_id varchar unique, start timestamptz, "end" timestamptz,
  created_at timestamptz not null default now(), updated_at timestamptz, deleted_at timestamptz);
create table share_transactions (id uuid primary key, user_id uuid, invoice_id varchar unique, quantity bigint, created_at timestamptz not null default now(), updated_at timestamptz, deleted_at timestamptz);
create table stripe_users (id uuid primary key, customer_id varchar unique, user_id uuid, created_at timestamptz not null default now(), updated_at timestamptz, deleted_at timestamptz);

insert into group_types (id, name) select nth('type', n), (array['persona', 'band', 'label', 'distributor', 'choir'])[n] from generate_series(1, 5) n;
