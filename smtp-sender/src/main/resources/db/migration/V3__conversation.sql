-- For people: what the mail is about, and what was said in an attempt that failed.
alter table outgoing_mail add column subject varchar(998);
alter table mail_history add column conversation text;
-- The Message-IDs of the ticket's earlier mails, fixed at the first attempt.
alter table outgoing_mail add column thread text;
-- The W3C trace that the command came with.
alter table outgoing_mail add column traceparent varchar(64);
create index outgoing_mail_ticket on outgoing_mail (project, ticket_ref, seq) where ticket_ref is not null;
-- Retention.
create index outgoing_mail_settled on outgoing_mail (settled_at)
  where state in ('SENT', 'REFUSED', 'FAILED', 'BOUNCED', 'CANCELLED');
alter table outbox add column traceparent varchar(64);
