-- Imported people wait in a lane of their own: a mailbox's change overtakes them.
alter table outbox add column lane smallint not null default 0;
create index outbox_order on outbox (lane, id);

-- Import Users from Azure AD, one a project.
create table directory_import (
  project        varchar(48)  primary key references project on delete cascade,
  enabled        boolean      not null,
  rules          text         not null,
  revision       bigint       not null,
  updated_at     timestamptz  not null,
  -- Where the last complete run ended, and the rules' revision that it listed with.
  delta_link     text,
  delta_revision bigint,
  full_at        timestamptz,
  next_run_at    timestamptz,
  lease_owner    varchar(64),
  lease_until    timestamptz
);

create table directory_run (
  id             bigint generated always as identity primary key,
  project        varchar(48)  not null references directory_import on delete cascade,
  kind           varchar(8)   not null,
  started_by     varchar(200) not null,
  dry_run        boolean      not null,
  override_brake boolean      not null,
  state          varchar(16)  not null,
  rules_revision bigint       not null,
  started_at     timestamptz  not null,
  finished_at    timestamptz,
  listed         bigint       not null default 0,
  expected       bigint,
  published      bigint       not null default 0,
  next_link      text,
  delta_link     text,
  counts         text         not null default '{}',
  samples        text         not null default '[]',
  code           varchar(64),
  detail         text,
  remedy         text,
  trace_id       varchar(100)
);
create index directory_run_project on directory_run (project, id desc);
-- One at a time.
create unique index directory_run_open on directory_run (project)
  where state in ('waiting', 'listing', 'publishing');

-- Everybody the directory told of: source is Graph's object, event what was published last.
create table directory_user (
  project     varchar(48) not null references directory_import on delete cascade,
  id          varchar(64) not null,
  state       varchar(8)  not null,
  source      text,
  memberships varchar(400) not null default '',
  event       text,
  hash        varchar(64),
  enabled     boolean     not null default false,
  left_at     timestamptz,
  primary key (project, id)
);
create index directory_user_enabled on directory_user (project) where state = 'in' and enabled;
create index directory_user_left on directory_user (left_at) where left_at is not null;

-- What the present run has listed so far; nothing of it counts before the list is complete.
create table directory_stage (
  project     varchar(48) not null references directory_import on delete cascade,
  id          varchar(64) not null,
  source      text,
  memberships varchar(400) not null default '',
  wanted      boolean     not null,
  event       text,
  hash        varchar(64),
  enabled     boolean     not null default false,
  primary key (project, id)
);
