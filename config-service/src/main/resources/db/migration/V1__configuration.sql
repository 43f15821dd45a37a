-- Grows over deletions too: a mailbox that is made again has a greater revision than before.
create sequence revision;

create table project (
  id          varchar(48)  primary key,
  name        varchar(100) not null,
  retired     boolean      not null default false,
  topics      varchar(16)  not null default 'pending',
  revision    bigint       not null default nextval('revision'),
  updated_at  timestamptz  not null default now()
);
insert into project (id, name) values ('helpdesk', 'HelpDesk');

create table mailbox (
  id           varchar(64)  primary key,
  project      varchar(48)  not null references project,
  address      varchar(320) not null,
  display_name varchar(200),
  enabled      boolean      not null,
  definition   text         not null,
  revision     bigint       not null,
  updated_at   timestamptz  not null
);
create index mailbox_project on mailbox (project);
create index mailbox_address on mailbox (lower(address));

-- Ordered by id for each key: whoever appends holds the row lock of what the event is about.
create table outbox (
  id          bigint generated always as identity primary key,
  topic       varchar(249) not null,
  key         varchar(400) not null,
  type        varchar(200) not null,
  payload     bytea,
  created_at  timestamptz  not null
);
create table outbox_lease (
  id    smallint primary key check (id = 1),
  owner varchar(64),
  until timestamptz not null
);
insert into outbox_lease (id, owner, until) values (1, null, now());

-- A deleted mailbox's grant is destroyed at token-service even when that is down at the time.
create table grant_removal (
  mailbox_id      varchar(64) primary key,
  requested_at    timestamptz not null,
  next_attempt_at timestamptz not null,
  attempts        int         not null default 0,
  failure         varchar(500)
);

create sequence status_change;
create table mailbox_status (
  mailbox_id        varchar(64) not null,
  facet             varchar(32) not null,
  state             varchar(32) not null,
  code              varchar(100),
  detail            text,
  remedy            text,
  service           varchar(64),
  since             timestamptz,
  last_sign_of_life timestamptz,
  at                timestamptz not null,
  figures           text        not null default '{}',
  change            bigint      not null default nextval('status_change'),
  primary key (mailbox_id, facet)
);
create index mailbox_status_change on mailbox_status (change);

create table account (
  name          varchar(64)  primary key,
  password_hash varchar(200) not null,
  role          varchar(16)  not null,
  must_change   boolean      not null,
  failures      int          not null default 0,
  locked_until  timestamptz,
  changed_at    timestamptz  not null
);

create table web_session (
  token_hash   varchar(64) primary key,
  account      varchar(64) not null references account on delete cascade,
  created_at   timestamptz not null,
  last_used_at timestamptz not null
);

create table audit_entry (
  id      bigint generated always as identity primary key,
  at      timestamptz  not null,
  actor   varchar(200) not null,
  action  varchar(64)  not null,
  kind    varchar(64)  not null,
  subject varchar(400) not null,
  before  text,
  after   text
);
create index audit_entry_subject on audit_entry (kind, subject);

create table setting (
  name       varchar(100) primary key,
  value      text         not null,
  revision   bigint       not null,
  updated_at timestamptz  not null
);
