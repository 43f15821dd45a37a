-- One row for each command, whatever becomes of it. An id belongs to a project and is never sent twice.
create table outgoing_mail (
  seq                bigint generated always as identity primary key,
  project            varchar(48)  not null,
  id                 varchar(128) not null,
  mailbox_id         varchar(64)  not null,
  command            text         not null,
  content_hash       varchar(64)  not null,
  kind               varchar(16)  not null,
  -- 0 for replies, 1 for what a program wrote.
  priority           smallint     not null,
  -- Mails of one conversation leave in the order in which they came; null when it has none.
  conversation       varchar(1000),
  ticket_ref         varchar(128),
  sender_address     varchar(320),
  state              varchar(16)  not null,
  recipients         text         not null,
  message_id         varchar(700),
  server_message_id  varchar(700),
  attempts           integer      not null default 0,
  reason             varchar(40),
  remedy             text,
  smtp_code          integer,
  smtp_enhanced      varchar(11),
  smtp_text          text,
  accepted_at        timestamptz  not null,
  due_at             timestamptz  not null,
  attempt_started_at timestamptz,
  settled_at         timestamptz,
  -- An attempt's answer was lost at least once: a refusal as a duplicate then means that it was taken.
  was_uncertain      boolean      not null default false,
  uncertain_since    timestamptz,
  -- How often Sent Items, shown to be searchable, did not have it.
  absences           smallint     not null default 0,
  unique (project, id)
);

-- Waiting mails in the order in which they are claimed.
create index outgoing_mail_waiting on outgoing_mail (mailbox_id, priority, due_at, seq)
  where state in ('ACCEPTED', 'DEFERRED', 'PAUSED');
-- Order within a conversation.
create index outgoing_mail_conversation on outgoing_mail (mailbox_id, conversation, seq)
  where state in ('ACCEPTED', 'DEFERRED', 'PAUSED', 'SENDING') and conversation is not null;
-- What a crash left behind, and what is looked up in Sent Items.
create index outgoing_mail_open on outgoing_mail (mailbox_id, state, due_at)
  where state in ('SENDING', 'UNCERTAIN');
-- The last mail known to be sent: the proof that a search works.
create index outgoing_mail_sent on outgoing_mail (mailbox_id, settled_at)
  where state = 'SENT';
create index outgoing_mail_message_id on outgoing_mail (message_id);

-- Every attempt, and what people did.
create table mail_history (
  seq           bigint generated always as identity primary key,
  mail_seq      bigint      not null references outgoing_mail on delete cascade,
  mailbox_id    varchar(64) not null,
  event         varchar(16) not null,
  attempt       integer     not null,
  recipients    integer     not null,
  state         varchar(16) not null,
  reason        varchar(40),
  smtp_code     integer,
  smtp_enhanced varchar(11),
  smtp_text     text,
  actor         varchar(64),
  started_at    timestamptz,
  at            timestamptz not null
);
create index mail_history_mail on mail_history (mail_seq, seq);
create index mail_history_pace on mail_history (mailbox_id, at) where event = 'ATTEMPT';

-- Who sends for a mailbox, and why it stands still.
create table sending_mailbox (
  mailbox_id      varchar(64) primary key,
  lease_owner     varchar(40),
  lease_until     timestamptz,
  pause_reason    varchar(40),
  pause_remedy    text,
  pause_reply     text,
  paused_at       timestamptz,
  -- The next try of a paused mailbox, in case it was mended where nobody tells us.
  probe_at        timestamptz
);

-- Events that go to Kafka once their transaction is committed.
create table outbox (
  seq        bigint generated always as identity primary key,
  topic      varchar(120) not null,
  key        varchar(700) not null,
  type       varchar(80)  not null,
  event_id   varchar(40)  not null,
  value      bytea        not null,
  created_at timestamptz  not null
);

-- The replica that holds this row's lock carries the outbox, so that order is kept.
create table outbox_relay (
  id smallint primary key
);
insert into outbox_relay values (1);
