package dev.mailbridge.imappoller.conversation;

import dev.mailbridge.contracts.IncomingMail.TicketProof;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.SentMail;
import dev.mailbridge.contracts.TicketAddress;
import dev.mailbridge.contracts.TicketMessageId;
import dev.mailbridge.contracts.TicketProofKind;
import dev.mailbridge.mailparse.ParsedMail;
import dev.mailbridge.token.MacKeySource;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Places a mail by what it answers. Only a Message-ID with our code, one that mail.sent names, or
 * our signed plus-address proves a ticket; subjects and Thread-Index can be written by anyone.
 */
@Singleton
public class ConversationPlacer {
  private static final Pattern SUBJECT_TAG = Pattern.compile("\\[#([\\p{L}\\p{N}._-]{1,64})]");

  private final MacKeySource keys;
  private final SentMails sent;

  ConversationPlacer(MacKeySource keys, SentMails sent) {
    this.keys = keys;
    this.sent = sent;
  }

  public Placement place(ProjectId project, ParsedMail mail) {
    for (String answered : answered(mail)) {
      Optional<Placement> proven = proven(project, mail, answered);
      if (proven.isPresent()) {
        return proven.get();
      }
    }
    Optional<Placement> addressed = addressed(project, mail);
    if (addressed.isPresent()) {
      return addressed.get();
    }
    Matcher tag = SUBJECT_TAG.matcher(mail.subject());
    return tag.find()
        ? new Placement(
            key(mail), tag.group(1), new TicketProof(TicketProofKind.SUBJECT_HINT, null))
        : new Placement(key(mail), null, null);
  }

  /** Our signed plus-address; who got it from whom isn't known. */
  private Optional<Placement> addressed(ProjectId project, ParsedMail mail) {
    return Stream.concat(mail.to().stream(), mail.cc().stream())
        .map(ParsedMail.Address::address)
        .filter(address -> address != null)
        .flatMap(address -> TicketAddress.verify(project, address, keys::verificationKey).stream())
        .findFirst()
        .map(ticket -> placement(mail, ticket, TicketProofKind.ADDRESS, null));
  }

  /**
   * Whether the project sent the mail itself: it came back, and an answer to it would go round for
   * ever.
   */
  public boolean ours(ProjectId project, ParsedMail mail) {
    return TicketMessageId.isOurs(project, mail.messageId(), keys::verificationKey)
        || sent.find(mail.messageId()).filter(one -> project.equals(one.project())).isPresent();
  }

  /** What it answers directly comes first, then from the newest to the oldest. */
  private static Set<String> answered(ParsedMail mail) {
    Set<String> ids = new LinkedHashSet<>(mail.inReplyTo());
    ids.addAll(mail.references().reversed());
    return ids;
  }

  private Optional<Placement> proven(ProjectId project, ParsedMail mail, String answered) {
    Optional<SentMail> known = sent.find(answered).filter(found -> project.equals(found.project()));
    Optional<String> ticket = TicketMessageId.verify(project, answered, keys::verificationKey);
    if (ticket.isPresent()) {
      Boolean participant = known.map(found -> participant(found, mail)).orElse(null);
      return Optional.of(placement(mail, ticket.get(), TicketProofKind.MAC, participant));
    }
    return known
        .filter(found -> found.ticketRef() != null)
        .map(
            found ->
                placement(mail, found.ticketRef(), TicketProofKind.SENT, participant(found, mail)));
  }

  private static Placement placement(
      ParsedMail mail, String ticket, TicketProofKind kind, Boolean participant) {
    return new Placement(key(mail), ticket, new TicketProof(kind, participant));
  }

  private static boolean participant(SentMail sent, ParsedMail mail) {
    List<String> from =
        mail.from().stream()
            .map(ParsedMail.Address::address)
            .filter(address -> address != null)
            .map(address -> address.toLowerCase(Locale.ROOT))
            .toList();
    return sent.participants().stream().anyMatch(from::contains);
  }

  /**
   * By the conversation's first mail, which every later one names in References (RFC 5322 3.6.4).
   */
  private static String key(ParsedMail mail) {
    List<String> chain = new ArrayList<>(mail.references());
    chain.addAll(mail.inReplyTo());
    chain.add(mail.messageId());
    return "c-" + hash(chain.getFirst());
  }

  private static String hash(String text) {
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha, 15));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
