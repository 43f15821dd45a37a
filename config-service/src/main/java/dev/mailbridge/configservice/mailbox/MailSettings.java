package dev.mailbridge.configservice.mailbox;

import dev.mailbridge.configservice.revision.IfMatch;
import dev.mailbridge.configservice.settings.Settings;
import dev.mailbridge.configservice.settings.Settings.Stored;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.contracts.MailboxDefinition.Outgoing;
import dev.mailbridge.platform.problem.Problem.FieldError;
import dev.mailbridge.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** <em>Mail Settings</em>: the outgoing server of new mailboxes, and of those that use it. */
@ApplicationScoped
public class MailSettings {
  private static final String NAME = "outgoing-server";

  private final Settings settings;
  private final Mailboxes mailboxes;
  private final MailboxRepository rows;
  private final OfficeConfig office;
  private final Clock clock;

  MailSettings(
      Settings settings,
      Mailboxes mailboxes,
      MailboxRepository rows,
      OfficeConfig office,
      Clock clock) {
    this.office = office;
    this.settings = settings;
    this.mailboxes = mailboxes;
    this.rows = rows;
    this.clock = clock;
  }

  @Transactional
  public Stored<OutgoingServer> stored() {
    return settings
        .find(NAME, OutgoingServer.class)
        .orElse(new Stored<>(OutgoingServer.usual(office), 0));
  }

  public OutgoingServer outgoing() {
    return stored().value();
  }

  /** The mailboxes that send with the server as it is now, wherever their answers go. */
  @Transactional
  public List<MailboxDefinition> users() {
    Outgoing now = outgoing().server().withTicketReplyTo(null);
    return rows.listAll().stream()
        .map(MailboxEntity::definition)
        .filter(
            mailbox ->
                mailbox.outgoing() != null
                    && now.equals(mailbox.outgoing().withTicketReplyTo(null)))
        .toList();
  }

  /**
   * @param change whether the mailboxes that use the server as it was get the new one too
   * @return how many mailboxes were changed
   */
  @Transactional
  public int apply(OutgoingServer wanted, boolean change, IfMatch match) {
    if (wanted.server() == null) {
      throw invalid(List.of(new FieldError("/server", "Enter the outgoing server.")));
    }
    List<FieldError> problems = MailboxValidator.problems(wanted.server(), clock);
    if (!problems.isEmpty()) {
      throw invalid(problems);
    }
    OutgoingServer server = new OutgoingServer(ServerDefaults.fill(wanted.server()));
    List<MailboxDefinition> users = change ? users() : List.of();
    settings.store(NAME, server, OutgoingServer.class, match);
    users.forEach(
        mailbox ->
            mailboxes.change(
                mailbox.id(),
                MailboxRequest.of(mailbox)
                    .withOutgoing(
                        server.server().withTicketReplyTo(mailbox.outgoing().ticketReplyTo())),
                new IfMatch.Exactly(mailbox.revision())));
    return users.size();
  }

  private static ProblemException invalid(List<FieldError> problems) {
    return new ProblemException(
        MailboxProblem.INVALID, "The outgoing server isn't complete.", problems);
  }
}
