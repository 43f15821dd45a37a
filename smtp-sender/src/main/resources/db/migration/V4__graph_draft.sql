-- The immutable id of the draft that an attempt over Graph is about to send: while it is a draft, nothing was sent.
alter table outgoing_mail add column graph_draft varchar(500);
