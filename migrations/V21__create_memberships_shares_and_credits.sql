-- The co-op's: memberships, shares, and credits. Cards and bank accounts stay with Stripe; we keep its ids.

insert into scopes (name, position, role, description) values
  ('credits', 13, null, 'Spend and refund the credits of people; for applications that act for themselves'),
  ('rights', 14, null, 'Learn where people were at a time, for rights; for applications that act for themselves');

create table membership_classes (
  id uuid not null constraint membership_classes_pkey primary key,
  name text not null constraint membership_classes_name_key unique,
  product_id text,
  price_id text constraint membership_classes_price_id_key unique,
  retired_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  constraint membership_classes_name_check check (char_length(name) between 1 and 100),
  constraint membership_classes_product_id_check check (char_length(product_id) between 1 and 255),
  constraint membership_classes_price_id_check check (char_length(price_id) between 1 and 255)
);
create trigger membership_classes_touch before update on membership_classes for each row execute function touch_row();
comment on table membership_classes is 'The kinds of membership that there are';
comment on column membership_classes.id is 'Stable for the life of the class';
comment on column membership_classes.name is 'What it is called';
comment on column membership_classes.product_id is 'Stripe''s id of what is sold; null if it is not for sale';
comment on column membership_classes.price_id is 'Stripe''s id of what it costs; null if it is not for sale';
comment on column membership_classes.retired_at is 'Since when it is neither listed nor for sale; those who pay for it go on';
comment on column membership_classes.created_at is 'When it was added';
comment on column membership_classes.updated_at is 'When it last changed';
comment on column membership_classes.version is 'Counts its changes; becomes part of the ETag of a membership';

create table memberships (
  id uuid not null constraint memberships_pkey primary key,
  user_id uuid not null constraint memberships_user_id_fkey references users (id),
  membership_class_id uuid not null constraint memberships_membership_class_id_fkey references membership_classes (id),
  subscription_id text constraint memberships_subscription_id_key unique,
  starts_at timestamptz not null,
  ends_at timestamptz,
  renewed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  constraint memberships_subscription_id_check check (char_length(subscription_id) between 1 and 255),
  constraint memberships_ends_at_check check (starts_at <= ends_at),
  constraint memberships_period_excl exclude using gist (user_id with =, tstzrange(starts_at, ends_at) with &&)
);
create index memberships_user_id_starts_at_idx on memberships (user_id, starts_at desc);
create index memberships_membership_class_id_idx on memberships (membership_class_id);
create trigger memberships_touch before update on memberships for each row execute function touch_row();
comment on table memberships is 'Who was a member from when to when: one membership a person at any time. Whether it is upcoming, active or lapsed follows from its dates';
comment on column memberships.id is 'Stable for the life of the membership';
comment on column memberships.user_id is 'Who is a member';
comment on column memberships.membership_class_id is 'Of which kind';
comment on column memberships.subscription_id is 'Stripe''s id of the subscription that pays for it; null if nobody pays';
comment on column memberships.starts_at is 'From when';
comment on column memberships.ends_at is 'Until when it is paid: it lapses then, unless it is renewed; null if it goes on until somebody ends it';
comment on column memberships.renewed_at is 'When it was last renewed; null if never';
comment on column memberships.created_at is 'When it was noted';
comment on column memberships.updated_at is 'When it last changed';
comment on column memberships.version is 'Counts its changes; becomes part of the ETag';

create table share_transactions (
  id uuid not null constraint share_transactions_pkey primary key,
  user_id uuid not null constraint share_transactions_user_id_fkey references users (id),
  invoice_id text constraint share_transactions_invoice_id_key unique,
  quantity bigint not null,
  created_at timestamptz not null default now(),
  constraint share_transactions_invoice_id_check check (char_length(invoice_id) between 1 and 255),
  constraint share_transactions_quantity_check check (quantity <> 0)
);
create index share_transactions_user_id_created_at_id_idx on share_transactions (user_id, created_at desc, id desc);
comment on table share_transactions is 'Shares that people got or gave back; what somebody holds is their sum';
comment on column share_transactions.id is 'Stable for ever';
comment on column share_transactions.user_id is 'Whose shares';
comment on column share_transactions.invoice_id is 'Stripe''s id of the invoice that they were paid by; null if by none';
comment on column share_transactions.quantity is 'How many; below zero for those given back';
comment on column share_transactions.created_at is 'When';

create table credit_balances (
  user_id uuid not null constraint credit_balances_pkey primary key constraint credit_balances_user_id_fkey references users (id),
  balance bigint not null,
  entry_count bigint not null,
  updated_at timestamptz not null default now(),
  constraint credit_balances_balance_check check (balance >= 0),
  constraint credit_balances_entry_count_check check (entry_count >= 0)
);
comment on table credit_balances is 'What the credits of each person add up to, so that nobody has to add; who books an entry holds this row. Without a row, there is nothing';
comment on column credit_balances.user_id is 'Whose credits';
comment on column credit_balances.balance is 'What all entries add up to';
comment on column credit_balances.entry_count is 'How many entries there are; the position of the last';
comment on column credit_balances.updated_at is 'When the last entry was booked';

create table credit_entries (
  user_id uuid not null constraint credit_entries_user_id_fkey references credit_balances (user_id),
  position bigint not null,
  reason text not null,
  amount bigint not null,
  balance bigint not null,
  client_id text,
  key text not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint credit_entries_pkey primary key (user_id, position),
  constraint credit_entries_key_key unique nulls not distinct (user_id, key, reason, client_id),
  constraint credit_entries_position_check check (position > 0),
  constraint credit_entries_reason_check check (reason in ('free', 'purchase', 'spending', 'refund', 'import')),
  constraint credit_entries_amount_check check (case reason when 'spending' then amount < 0 else amount > 0 end),
  constraint credit_entries_balance_check check (balance >= 0),
  constraint credit_entries_client_id_check check (client_id is not null or reason not in ('spending', 'refund')),
  constraint credit_entries_key_check check (char_length(key) between 1 and 255)
);
comment on table credit_entries is 'The ledger of credits, and all there is to tell of a spending; added to and never changed';
comment on column credit_entries.user_id is 'Whose credits. Kept when the person is erased: the id alone says nothing';
comment on column credit_entries.position is 'Which of the person''s entries it is; the first is 1, and none is left out';
comment on column credit_entries.reason is 'Why: free credits of a new account, bought, spent, given back, or brought along from another system';
comment on column credit_entries.amount is 'How many; below zero for what was spent';
comment on column credit_entries.balance is 'What all entries up to this one add up to';
comment on column credit_entries.client_id is 'The application that spent or gave back; null if none did';
comment on column credit_entries.key is 'What names it among those of this person, reason and application, so that nothing is booked twice: chosen by the application, which uses it again to give back; else Stripe''s id, or the reason';
comment on column credit_entries.created_at is 'When';

create table stripe_customers (
  user_id uuid not null constraint stripe_customers_pkey primary key constraint stripe_customers_user_id_fkey references users (id) on delete cascade,
  customer_id text not null constraint stripe_customers_customer_id_key unique,
  created_at timestamptz not null default now(),
  constraint stripe_customers_customer_id_check check (char_length(customer_id) between 1 and 255)
);
comment on table stripe_customers is 'Who people are to Stripe, which alone knows how they pay; goes with the person';
comment on column stripe_customers.user_id is 'Who it is to us';
comment on column stripe_customers.customer_id is 'Stripe''s id of the customer';
comment on column stripe_customers.created_at is 'When Stripe first knew of them';
