-- What Stripe tells: which events were handled, and how its subscriptions stand. Of an event, its id is all that is kept.

alter table stripe_customers add column country_told_at timestamptz;
comment on column stripe_customers.country_told_at is 'When Stripe sent what we know of their country, by its clock, so that older news is not taken; null before';

create table stripe_events (
  event_id text not null constraint stripe_events_pkey primary key,
  created_at timestamptz not null default now(),
  constraint stripe_events_event_id_check check (char_length(event_id) between 1 and 255)
);
comment on table stripe_events is 'The events of Stripe that were handled, so that none is handled twice; nothing of what stands in them. Kept for 30 days; Stripe sends again for three';
create index stripe_events_created_at_idx on stripe_events (created_at);
comment on column stripe_events.event_id is 'Stripe''s id of the event';
comment on column stripe_events.created_at is 'When it was handled';

create table stripe_subscriptions (
  subscription_id text not null constraint stripe_subscriptions_pkey primary key,
  user_id uuid not null constraint stripe_subscriptions_user_id_fkey references users (id) on delete cascade,
  membership_class_id uuid not null constraint stripe_subscriptions_membership_class_id_fkey references membership_classes (id),
  starts_at timestamptz not null,
  paid_until timestamptz,
  ended_at timestamptz,
  told_at timestamptz not null,
  constraint stripe_subscriptions_subscription_id_check check (char_length(subscription_id) between 1 and 255)
);
create index stripe_subscriptions_user_id_idx on stripe_subscriptions (user_id);
create index stripe_subscriptions_membership_class_id_idx on stripe_subscriptions (membership_class_id);
comment on table stripe_subscriptions is 'How subscriptions stand by the newest word of Stripe, in whatever order its words come; memberships follow from it; goes with the person';
comment on column stripe_subscriptions.subscription_id is 'Stripe''s id of the subscription';
comment on column stripe_subscriptions.user_id is 'Who pays';
comment on column stripe_subscriptions.membership_class_id is 'For which class of membership';
comment on column stripe_subscriptions.starts_at is 'From when';
comment on column stripe_subscriptions.paid_until is 'Until when it is paid; null if nothing was paid yet';
comment on column stripe_subscriptions.ended_at is 'When it ended for good; null as long as it has not';
comment on column stripe_subscriptions.told_at is 'When Stripe said so, by its clock';

create table membership_class_prices (
  price_id text not null constraint membership_class_prices_pkey primary key,
  membership_class_id uuid not null constraint membership_class_prices_membership_class_id_fkey references membership_classes (id) on delete cascade,
  created_at timestamptz not null default now(),
  constraint membership_class_prices_price_id_check check (char_length(price_id) between 1 and 255)
);
create index membership_class_prices_membership_class_id_idx on membership_class_prices (membership_class_id);
comment on table membership_class_prices is 'Every price that a class of membership has or had: at Stripe a price never changes, and whoever began to pay by an earlier one goes on to';
comment on column membership_class_prices.price_id is 'Stripe''s id of the price';
comment on column membership_class_prices.membership_class_id is 'What is paid by it';
comment on column membership_class_prices.created_at is 'From when';

create function keep_membership_class_price() returns trigger language plpgsql as $$
begin
  insert into membership_class_prices (price_id, membership_class_id) values (new.price_id, new.id)
    on conflict (price_id) do update set membership_class_id = excluded.membership_class_id;
  return null;
end
$$;
comment on function keep_membership_class_price() is 'Notes what a class costs, so that it is still known when it costs something else';
create trigger membership_classes_keep_price after insert or update of price_id on membership_classes
  for each row when (new.price_id is not null) execute function keep_membership_class_price();
insert into membership_class_prices (price_id, membership_class_id)
  select price_id, id from membership_classes where price_id is not null;
