-- In the database, so that any replica can go on polling and tell how far it is.
create table device_sign_in (
  mailbox_id varchar(64) primary key references mailbox_grant on delete cascade,
  id varchar(36) not null unique,
  user_code text not null,
  verification_uri text not null,
  message text not null,
  expires_at timestamptz not null,
  interval_seconds integer not null,
  device_code_sealed bytea,
  requested_by text not null,
  state text not null,
  reason text,
  poll_at timestamptz not null
);
create index device_sign_in_poll on device_sign_in (poll_at) where state = 'WAITING';

-- Where a credential's end is known from: entered, certificate or graph.
alter table credential add column expiry_source text;
update credential set expiry_source = case type when 'CERTIFICATE' then 'CERTIFICATE' else 'ENTERED' end
  where expires_at is not null;

-- What was wrong with the scopes as they were entered, one warning a line.
alter table registration add column scope_warnings text;
