-- Whom an automatic answer goes to: two machines that answer each other are stopped by it.
alter table outgoing_mail add column auto_recipient varchar(320);
create index outgoing_mail_auto on outgoing_mail (auto_recipient, accepted_at)
  where auto_recipient is not null;
create index outgoing_mail_server_id on outgoing_mail (server_message_id)
  where server_message_id is not null;

-- The one switch for all sending.
create table sending_switch (
  id         smallint primary key,
  stopped    boolean not null,
  changed_by varchar(64),
  changed_at timestamptz
);
insert into sending_switch values (1, false, null, null);
