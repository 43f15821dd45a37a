package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.Settings;
import dev.mailbridge.simulator.access.MailboxAccess;
import dev.mailbridge.simulator.fault.WireFaults;
import dev.mailbridge.simulator.mail.MailStore;
import dev.mailbridge.simulator.watch.ClientWatch;
import java.time.Clock;

/** What all IMAP sessions share. */
record ImapParts(
    MailStore store,
    MailboxAccess access,
    Settings settings,
    WireFaults faults,
    Clock clock,
    ConnectionCount connections,
    ClientWatch watch) {}
