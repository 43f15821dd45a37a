package dev.mailbridge.simulator.graph;

import dev.mailbridge.simulator.access.MailboxAccess;
import dev.mailbridge.simulator.directory.Directory;
import dev.mailbridge.simulator.fault.Faults;
import dev.mailbridge.simulator.mail.MailStore;
import dev.mailbridge.simulator.smtp.SubmissionDesk;
import java.time.Clock;

/** What the endpoints share. */
public record GraphParts(
    Directory directory,
    MailStore store,
    MailboxAccess access,
    SubmissionDesk desk,
    Faults faults,
    Clock clock,
    String baseUrl) {

  String root() {
    return baseUrl + "/v1.0";
  }
}
