-- What becomes of a deleted account: hidden at once, brought back until a day that the person is told, erased after it.

alter table users
  alter column username drop not null,
  add column erase_at timestamptz,
  add column erased_at timestamptz,
  add constraint users_erase_at_check check ((erase_at is null) = (deleted_at is null)),
  -- What is left is an id that says nothing. Erasing takes the row out and puts this one in its place, so a column that is
  -- added later needs no line here to be erased; it needs one to be sure of it.
  add constraint users_erased_at_check check (
    case when erased_at is null then username is not null
    else deleted_at is not null and not newsletter_notification
      and num_nonnulls(username, email_confirmed_at, password_hash, first_name, last_name, full_name, country, suspended_at) = 0
    end);
create index users_erase_at_idx on users (erase_at) where erase_at is not null and erased_at is null;
create index users_deleted_created_at_id_idx on users (created_at desc, id desc) where deleted_at is not null and erased_at is null;
create index users_deleted_username_idx on users (username) where deleted_at is not null and erased_at is null;
comment on table users is 'People, one row each, however many personas they have; of those who were erased, an id that says nothing';
comment on column users.username is 'The person''s e-mail address and login, in lower case; unique among accounts that are not deleted. Null once they are erased';
comment on column users.deleted_at is 'When the account was deleted; hidden from then on, and brought back by setting it to null';
comment on column users.erase_at is 'Until when a deleted account can be brought back, as the person was told; a job erases it then';
comment on column users.erased_at is 'When everything about the person was erased; books and the trail keep the id';

-- What refers to a person with "on delete cascade" is theirs and is erased with them. What has to outlive them, such as
-- books, refers to them without, and finds the row that takes their place. There is no third way.
alter table sessions
  drop constraint sessions_user_id_fkey,
  add constraint sessions_user_id_fkey foreign key (user_id) references users (id) on delete cascade;
-- The index that there is knows only those that have not ended.
create index sessions_user_id_idx on sessions (user_id);
alter table user_groups
  drop constraint user_groups_owner_id_fkey,
  add constraint user_groups_owner_id_fkey foreign key (owner_id) references users (id) on delete cascade;
comment on column user_groups.owner_id is 'The person who owns it; hidden with them when they delete their account, and erased with them';

-- A letter is somebody's, wherever it goes: an address that the person no longer has, say, or not yet.
alter table outbox
  add column user_id uuid constraint outbox_user_id_fkey references users (id) on delete cascade;
create index outbox_user_id_idx on outbox (user_id);
comment on column outbox.user_id is 'Whose account it is about; it is erased with them';

alter table email_tokens
  drop constraint email_tokens_purpose_check,
  add constraint email_tokens_purpose_check check (purpose in ('confirm_username', 'change_username', 'reset_password', 'restore_account'));
