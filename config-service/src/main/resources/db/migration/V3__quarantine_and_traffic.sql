-- What stands on mail.dead-letter, and what became of it. Reading the topic again changes nothing.
create table dead_letter (
  number       bigint generated always as identity primary key,
  id           varchar(1000) not null unique,
  mailbox_id   varchar(64),
  project      varchar(48),
  source       varchar(1000),
  uid_validity bigint,
  uid          bigint,
  reason       varchar(200) not null,
  detail       text,
  remedy       text,
  raw_content  varchar(255),
  at           timestamptz  not null,
  state        varchar(16)  not null default 'held',
  settled_at   timestamptz,
  settled_by   varchar(200)
);
create index dead_letter_state on dead_letter (state, number desc);

-- Mails in and out, counted in steps of five minutes; without a mailbox, those of all together; offsets move on with the counts they stand for.
create table traffic (
  mailbox_id varchar(64) not null,
  direction  varchar(8)  not null,
  step       timestamptz not null,
  mails      bigint      not null,
  primary key (mailbox_id, step, direction)
);
create table traffic_offset (
  topic       varchar(249) not null,
  "partition" int          not null,
  next        bigint       not null,
  primary key (topic, "partition")
);
