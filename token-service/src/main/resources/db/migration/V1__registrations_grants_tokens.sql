-- Columns named *_sealed hold envelope ciphertexts: a data key of their own under the master key, bound to their row.

create table master_key_check (
  id integer primary key check (id = 1),
  probe_sealed bytea not null
);

create table registration (
  id varchar(64) primary key,
  revision bigint not null,
  name text not null,
  cloud text not null,
  tenant_id text,
  client_id text not null,
  authorization_endpoint text,
  token_endpoint text,
  device_authorization_endpoint text,
  graph_url text,
  scopes text not null,
  code_challenge boolean not null,
  code_challenge_method text,
  redirect_uri text,
  enabled boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table credential (
  id varchar(36) primary key,
  registration_id varchar(64) not null references registration on delete cascade,
  slot text not null check (slot in ('current', 'next')),
  type text not null,
  secret_sealed bytea,
  token_file text,
  expires_at timestamptz,
  hint text,
  failure_code text,
  created_at timestamptz not null,
  constraint credential_slot unique (registration_id, slot) deferrable initially deferred
);

create table mailbox_grant (
  mailbox_id varchar(64) primary key,
  registration_id varchar(64) references registration,
  flow text not null,
  signs_in_as text not null,
  mailbox text not null,
  state text not null,
  failure_code text,
  failure_trace_id text,
  failed_attempts integer not null,
  failed_at timestamptz,
  retry_at timestamptz,
  refresh_token_sealed bytea,
  refresh_token_used_at timestamptz,
  password_sealed bytea,
  signed_in_at timestamptz,
  succeeded_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index mailbox_grant_registration on mailbox_grant (registration_id);

create table access_token (
  mailbox_id varchar(64) not null references mailbox_grant on delete cascade,
  resource text not null,
  token_sealed bytea not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (mailbox_id, resource)
);

create table grant_change (
  n bigserial primary key,
  mailbox_id varchar(64) not null,
  at timestamptz not null
);

-- Only hashes of what the browser holds: who reads the database can't take over a sign-in.
create table sign_in (
  code_hash text primary key,
  mailbox_id varchar(64) not null references mailbox_grant on delete cascade,
  return_to text,
  requested_by text not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  state_hash text unique,
  browser_hash text,
  redirect_uri text,
  secrets_sealed bytea,
  used_at timestamptz
);

create table mac_key (
  id varchar(8) primary key,
  secret_sealed bytea not null,
  created_at timestamptz not null,
  signs_from timestamptz not null,
  verifies_until timestamptz
);

create table audit (
  id bigserial primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  registration_id varchar(64),
  mailbox_id varchar(64),
  purpose text,
  times integer not null,
  detail text
);
create index audit_mailbox on audit (mailbox_id, at);
create index audit_at on audit (at);
