package dev.mailbridge.smtpsender.outgoing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.MailAddress;
import dev.mailbridge.contracts.OutgoingKind;
import dev.mailbridge.contracts.OutgoingMail;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.smtpsender.compose.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A command as it is first stored. */
final class NewMail {
  // A map's order must not make two commands differ.
  private static final ObjectMapper SORTED =
      ContractJson.mapper().copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private NewMail() {}

  static StoredMail of(ProjectId project, OutgoingMail command, Instant now) {
    StoredMail mail = new StoredMail();
    byte[] json = json(command);
    mail.project = project.value();
    mail.outgoingId = command.id().value();
    mail.mailboxId = command.mailboxId().value();
    mail.command = new String(json, StandardCharsets.UTF_8);
    mail.contentHash = sha256(json);
    mail.kind = command.kind();
    mail.priority = (short) (command.kind() == OutgoingKind.REPLY ? 0 : 1);
    mail.conversation = conversation(command);
    mail.ticketRef = command.ticketRef() == null ? null : cut(command.ticketRef(), 128);
    mail.subject = command.subject() == null ? null : cut(command.subject(), 998);
    mail.state = MailState.ACCEPTED;
    mail.recipients(recipients(command));
    if (command.kind() == OutgoingKind.AUTO_REPLY && !mail.recipients().isEmpty()) {
      mail.autoRecipient = mail.recipients().getFirst().address().toLowerCase(Locale.ROOT);
    }
    mail.acceptedAt = now;
    mail.dueAt =
        command.sendAt() == null || command.sendAt().isBefore(now) ? now : command.sendAt();
    return mail;
  }

  /** Everyone once, whichever of to, cc and bcc names them. */
  private static List<RecipientState> recipients(OutgoingMail command) {
    return Stream.of(command.to(), command.cc(), command.bcc())
        .flatMap(List::stream)
        .map(MailAddress::address)
        .flatMap(address -> EmailAddress.parse(address).stream())
        .map(EmailAddress::toString)
        .distinct()
        .map(RecipientState::open)
        .toList();
  }

  private static String conversation(OutgoingMail command) {
    if (command.ticketRef() != null) {
      return "ticket " + cut(command.ticketRef(), 128);
    }
    List<String> ids = command.references().isEmpty() ? command.inReplyTo() : command.references();
    return ids.isEmpty() ? null : cut(ids.getFirst(), 990);
  }

  /** As a column takes it: PostgreSQL has no NUL in texts. */
  private static String cut(String text, int length) {
    String clean = text.replace('\0', ' ');
    return clean.length() > length ? clean.substring(0, length) : clean;
  }

  private static byte[] json(OutgoingMail command) {
    try {
      return SORTED.writeValueAsBytes(command);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the command can't be written as JSON", e);
    }
  }

  private static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
