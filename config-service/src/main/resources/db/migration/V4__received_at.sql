-- A mail that is released keeps the time at which its mailbox got it.
alter table dead_letter add column received_at timestamptz;
