-- E-mails to send. A change and the e-mail about it are committed together; a job of the server sends what is here.

create table outbox (
  id uuid not null constraint outbox_pkey primary key,
  kind text not null,
  to_address text not null,
  contents_sealed bytea,
  created_at timestamptz not null default now(),
  useful_until timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  claimed_until timestamptz,
  last_error text,
  sent_at timestamptz,
  failed_at timestamptz,
  constraint outbox_kind_check check (kind ~ '^[a-z_]{1,50}$'),
  constraint outbox_to_address_check check (char_length(to_address) between 3 and 320 and to_address !~ '[[:cntrl:]]'),
  constraint outbox_attempts_check check (attempts >= 0),
  constraint outbox_last_error_check check (char_length(last_error) <= 500),
  constraint outbox_end_check check (sent_at is null or failed_at is null),
  constraint outbox_contents_sealed_check check ((contents_sealed is null) = (sent_at is not null or failed_at is not null))
);
create index outbox_next_attempt_at_idx on outbox (next_attempt_at) where contents_sealed is not null;
create index outbox_end_idx on outbox (coalesce(sent_at, failed_at)) where contents_sealed is null;
comment on table outbox is 'E-mails that wait, and for some days what became of those that do not';
comment on column outbox.id is 'Part of the Message-ID, so that receivers know an e-mail that comes twice';
comment on column outbox.kind is 'Which letter it is, such as confirm_email';
comment on column outbox.to_address is 'Whom it goes to';
comment on column outbox.contents_sealed is 'Address, subject and text, encrypted with a key made from USER_API_SECRET, since links are secrets; erased at the end';
comment on column outbox.created_at is 'When it was written; the date that it bears';
comment on column outbox.useful_until is 'When its link ends to work; it is not sent after that. Null: always useful';
comment on column outbox.attempts is 'How often an instance set out to send it';
comment on column outbox.next_attempt_at is 'When it is due';
comment on column outbox.claimed_until is 'Until when an instance has it to itself; one that dies meanwhile holds it no longer';
comment on column outbox.last_error is 'What was wrong the last time';
comment on column outbox.sent_at is 'When a mail server took it';
comment on column outbox.failed_at is 'When it was given up';
