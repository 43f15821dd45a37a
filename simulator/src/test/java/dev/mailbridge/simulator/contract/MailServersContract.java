package dev.mailbridge.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.simulator.contract.MailServers.Purpose;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.junit.jupiter.api.Test;

/**
 * What a mail client may expect of IMAP and SMTP with XOAUTH2, whoever serves them: the simulator,
 * or Dovecot and Postfix. A subclass says where they are.
 */
public abstract class MailServersContract {
  private static final Duration SOON = Duration.ofSeconds(15);

  /** The servers, running. */
  protected abstract MailServers servers();

  private MailClient client() {
    return new MailClient(servers());
  }

  private Store open(String user) throws MessagingException {
    return client().imap(user, servers().token(user, Purpose.IMAP));
  }

  private static byte[] mail(String messageId, String subject) {
    return ("From: Customer <customer@customer.example>\r\nTo: <helpdesk@contoso.example>\r\n"
            + "Date: Tue, 03 Mar 2026 09:00:00 +0100\r\nMessage-ID: "
            + messageId
            + "\r\nSubject: "
            + subject
            + "\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n"
            + "--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n.dot\r\n"
            + "--b1\r\nContent-Type: application/pdf; name=\"a.pdf\"\r\n"
            + "Content-Disposition: attachment; filename=\"a.pdf\"\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--b1--\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String newMessageId() {
    return "<" + UUID.randomUUID() + "@customer.example>";
  }

  private static Optional<IMAPMessage> find(IMAPFolder folder, String messageId)
      throws MessagingException {
    // EXISTS is only told with an answer to a command.
    folder.getMessageCount();
    for (Message message : folder.getMessages()) {
      IMAPMessage mail = (IMAPMessage) message;
      if (!mail.isExpunged() && messageId.equals(mail.getMessageID())) {
        return Optional.of(mail);
      }
    }
    return Optional.empty();
  }

  private static IMAPMessage awaitMail(IMAPFolder folder, String messageId) {
    return await().atMost(SOON).until(() -> find(folder, messageId), Optional::isPresent).get();
  }

  private static IMAPFolder inbox(Store store, int mode) throws MessagingException {
    IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
    inbox.open(mode);
    return inbox;
  }

  @Test
  void shouldGiveTheSameOctetsWhenAMailIsFetched() throws Exception {
    // Given
    String id = newMessageId();
    byte[] raw = mail(id, "octets");
    servers().deliver(servers().user(), raw);
    try (Store store = open(servers().user())) {
      IMAPFolder inbox = inbox(store, Folder.READ_ONLY);

      // When
      IMAPMessage mail = awaitMail(inbox, id);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      mail.writeTo(out);

      // Then: a server may put trace headers in front, and nothing else.
      assertThat(out.toString(StandardCharsets.UTF_8))
          .endsWith(new String(raw, StandardCharsets.UTF_8));
      assertThat(mail.isSet(Flags.Flag.SEEN)).isFalse();
    }
  }

  @Test
  void shouldDescribeThePartsWhenTheStructureIsAsked() throws Exception {
    // Given
    String id = newMessageId();
    servers().deliver(servers().user(), mail(id, "structure"));
    try (Store store = open(servers().user())) {
      IMAPFolder inbox = inbox(store, Folder.READ_ONLY);

      // When
      IMAPMessage mail = awaitMail(inbox, id);

      // Then
      assertThat(mail.getSubject()).isEqualTo("structure");
      assertThat(((InternetAddress) mail.getFrom()[0]).getAddress())
          .isEqualTo("customer@customer.example");
      jakarta.mail.Multipart parts = (jakarta.mail.Multipart) mail.getContent();
      assertThat(parts.getCount()).isEqualTo(2);
      assertThat(parts.getBodyPart(0).getContent()).isEqualTo("Hello\r\n.dot");
      assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("a.pdf");
      assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).containsExactly(0, 1, 2);
    }
  }

  @Test
  void shouldKeepUidsRisingWhenMailsAreExpunged() throws Exception {
    // Given
    String first = newMessageId();
    servers().deliver(servers().user(), mail(first, "first"));
    try (Store store = open(servers().user())) {
      IMAPFolder inbox = inbox(store, Folder.READ_WRITE);
      IMAPMessage gone = awaitMail(inbox, first);
      long uid = inbox.getUID(gone);

      // When
      gone.setFlag(Flags.Flag.DELETED, true);
      inbox.expunge();
      String second = newMessageId();
      servers().deliver(servers().user(), mail(second, "second"));

      // Then
      assertThat(inbox.getUID(awaitMail(inbox, second))).isGreaterThan(uid);
      assertThat(inbox.getMessageByUID(uid)).isNull();
      assertThat(inbox.getUIDValidity()).isPositive();
    }
  }

  @Test
  void shouldKeepFlagsWhenAnotherSessionLooks() throws Exception {
    // Given
    String id = newMessageId();
    servers().deliver(servers().user(), mail(id, "flags"));
    try (Store one = open(servers().user());
        Store other = open(servers().user())) {
      IMAPFolder inbox = inbox(one, Folder.READ_WRITE);

      // When
      awaitMail(inbox, id).setFlag(Flags.Flag.SEEN, true);

      // Then
      IMAPFolder seen = inbox(other, Folder.READ_ONLY);
      assertThat(awaitMail(seen, id).isSet(Flags.Flag.SEEN)).isTrue();
      Message[] found = seen.search(new FlagTerm(new Flags(Flags.Flag.SEEN), true));
      assertThat(Arrays.stream(found).map(this::messageId)).contains(id);
    }
  }

  private String messageId(Message message) {
    try {
      return ((MimeMessage) message).getMessageID();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldAnswerWithTheLastMailWhenARangeStartsAboveIt() throws Exception {
    // Given
    String id = newMessageId();
    servers().deliver(servers().user(), mail(id, "last"));
    try (Store store = open(servers().user())) {
      IMAPFolder inbox = inbox(store, Folder.READ_ONLY);
      long last = inbox.getUID(awaitMail(inbox, id));

      // When
      Message[] found = inbox.getMessagesByUID(last + 100, UIDFolder.LASTUID);

      // Then: n:* always holds the last mail (RFC 3501, section 6.4.8).
      assertThat(found).hasSize(1);
      assertThat(inbox.getUID(found[0])).isEqualTo(last);
    }
  }

  @Test
  void shouldTellNewMailWhenAClientIdles() throws Exception {
    // Given
    try (Store store = open(servers().user())) {
      IMAPFolder inbox = inbox(store, Folder.READ_ONLY);
      CountDownLatch told = new CountDownLatch(1);
      inbox.addMessageCountListener(
          new jakarta.mail.event.MessageCountAdapter() {
            @Override
            public void messagesAdded(jakarta.mail.event.MessageCountEvent event) {
              told.countDown();
            }
          });
      Thread idling =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      inbox.idle(true);
                    } catch (MessagingException e) {
                      throw new IllegalStateException(e);
                    }
                  });

      // When: a mail may come before the server is in IDLE, which must not lose it.
      servers().deliver(servers().user(), mail(newMessageId(), "idle"));

      // Then
      assertThat(told.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      idling.join(SOON);
    }
  }

  @Test
  void shouldMoveAMailWhenAnotherFolderIsNamed() throws Exception {
    // Given
    String id = newMessageId();
    servers().deliver(servers().user(), mail(id, "move"));
    String name = "Übergabe & Prüfung " + UUID.randomUUID();
    try (Store store = open(servers().user())) {
      IMAPFolder inbox = inbox(store, Folder.READ_WRITE);
      IMAPFolder target = (IMAPFolder) store.getFolder(name);
      target.create(Folder.HOLDS_MESSAGES);

      // When
      inbox.moveMessages(new Message[] {awaitMail(inbox, id)}, target);

      // Then
      target.open(Folder.READ_ONLY);
      assertThat(find(target, id)).isPresent();
      assertThat(find(inbox, id)).isEmpty();
      target.close();
      target.delete(true);
    }
  }

  @Test
  void shouldRefuseImapWhenTheTokenHasExpired() {
    String user = servers().user();
    assertThatThrownBy(() -> client().imap(user, servers().expiredToken(user, Purpose.IMAP)))
        .isInstanceOf(AuthenticationFailedException.class);
  }

  @Test
  void shouldRefuseImapWhenTheTokenIsForged() {
    String user = servers().user();
    String token = servers().token(user, Purpose.IMAP);
    assertThatThrownBy(
            () -> client().imap(user, token.substring(0, token.length() - 8) + "AAAAAAAA"))
        .isInstanceOf(AuthenticationFailedException.class);
  }

  @Test
  void shouldSendWhenTheTokenIsGood() throws Exception {
    // Given
    MailClient client = client();
    Session session = client.smtpSession();
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(servers().user());
    mail.setRecipients(Message.RecipientType.TO, servers().other());
    mail.setSubject("sent", "UTF-8");
    mail.setText("Grüße\r\n.\r\n..two dots\r\nend", "UTF-8");
    mail.saveChanges();
    String id = mail.getMessageID();

    // When
    try (Transport transport =
        client.smtp(session, servers().user(), servers().token(servers().user(), Purpose.SMTP))) {
      transport.sendMessage(mail, mail.getAllRecipients());
    }

    // Then
    try (Store store = open(servers().other())) {
      IMAPMessage arrived = awaitMail(inbox(store, Folder.READ_ONLY), id);
      assertThat(text(arrived)).isEqualTo("Grüße\n.\n..two dots\nend");
    }
  }

  private static String text(Message message) throws MessagingException, IOException {
    return message.getContent().toString().strip().replace("\r\n", "\n");
  }

  @Test
  void shouldRefuseSmtpWhenTheTokenHasExpired() {
    String user = servers().user();
    assertThatThrownBy(
            () ->
                client()
                    .smtp(client().smtpSession(), user, servers().expiredToken(user, Purpose.SMTP)))
        .isInstanceOf(AuthenticationFailedException.class);
  }
}
