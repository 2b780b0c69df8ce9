-- Where people are, says who, and where they were before: rights depend on where somebody was at the time.

-- Lets a constraint keep the periods of one person from overlapping.
create extension if not exists btree_gist;

alter table users
  add column country_source text not null default 'declared',
  add column country_set_at timestamptz not null default now(),
  add constraint users_country_source_check check (country_source in ('declared', 'confirmed'));
comment on column users.country_source is 'Who says so: declared by the person, or confirmed by the payment provider';
comment on column users.country_set_at is 'Since when it is so; what was before stands in past_countries';

create table past_countries (
  user_id uuid not null constraint past_countries_user_id_fkey references users (id) on delete cascade,
  country text not null,
  source text not null,
  set_at timestamptz not null,
  ended_at timestamptz not null,
  constraint past_countries_pkey primary key (user_id, set_at),
  constraint past_countries_country_check check (country ~ '^[A-Z]{2}$'),
  constraint past_countries_source_check check (source in ('declared', 'confirmed')),
  constraint past_countries_ended_at_check check (set_at < ended_at),
  constraint past_countries_period_excl exclude using gist (user_id with =, tstzrange(set_at, ended_at) with &&)
);
comment on table past_countries is 'Where people were before; where they are now stands in users, and nothing stands in both';
comment on column past_countries.user_id is 'Who was there';
comment on column past_countries.country is 'Where; ISO 3166-1 alpha-2';
comment on column past_countries.source is 'Who said so: declared by the person, or confirmed by the payment provider';
comment on column past_countries.set_at is 'From when';
comment on column past_countries.ended_at is 'Until when; at this moment it was no longer so';
