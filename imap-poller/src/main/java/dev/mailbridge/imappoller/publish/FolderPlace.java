package dev.mailbridge.imappoller.publish;

/** Where a mail was read, and why. */
record FolderPlace(String folder, Long uidValidity, boolean replayed) {}
