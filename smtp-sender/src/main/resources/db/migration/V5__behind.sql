-- Waits for an earlier mail of its conversation, which releases it when it ends. A claim passes by those it can't take
-- anyway, however many of one conversation wait.
alter table outgoing_mail add column behind boolean not null default false;
drop index outgoing_mail_waiting;
create index outgoing_mail_waiting on outgoing_mail (mailbox_id, priority, behind, due_at, seq)
  where state in ('ACCEPTED', 'DEFERRED', 'PAUSED');
