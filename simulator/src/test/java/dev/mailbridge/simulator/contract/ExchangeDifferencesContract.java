package dev.mailbridge.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailbridge.simulator.contract.MailServers.Purpose;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.junit.jupiter.api.Test;

/**
 * Where servers may differ, and do: as Exchange Online does it, or as Dovecot and Postfix do it,
 * and never in a third way. A difference that isn't one any more fails here too.
 */
public abstract class ExchangeDifferencesContract {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** The servers, running. */
  protected abstract MailServers servers();

  private boolean asExchange(Difference difference) {
    return servers().doesAsExchange(difference);
  }

  private Store open(String user) throws MessagingException {
    return new MailClient(servers()).imap(user, servers().token(user, Purpose.IMAP));
  }

  private boolean has(String capability) throws MessagingException {
    try (IMAPStore store = (IMAPStore) open(servers().user())) {
      return store.hasCapability(capability);
    }
  }

  private Response tagged(String command) throws MessagingException {
    try (Store store = open(servers().user())) {
      IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
      inbox.open(Folder.READ_ONLY);
      Response[] answers =
          (Response[]) inbox.doCommand(protocol -> protocol.command(command, null));
      return answers[answers.length - 1];
    }
  }

  @Test
  void shouldCopyToSentItemsWhenTheServerIsExchange() throws Exception {
    // Given
    MailClient client = new MailClient(servers());
    Session session = client.smtpSession();
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(servers().user());
    mail.setRecipients(Message.RecipientType.TO, servers().other());
    mail.setText("a copy?");
    mail.saveChanges();

    // When
    try (Transport transport =
        client.smtp(session, servers().user(), servers().token(servers().user(), Purpose.SMTP))) {
      transport.sendMessage(mail, mail.getAllRecipients());
    }

    // Then: once it has arrived, the copy is there, or never comes.
    try (Store store = open(servers().other())) {
      await().atMost(SOON).until(() -> holds(store, "INBOX", mail.getMessageID()));
    }
    try (Store store = open(servers().user())) {
      assertThat(holds(store, "Sent Items", mail.getMessageID()))
          .isEqualTo(asExchange(Difference.SENT_ITEMS_COPY));
    }
  }

  private static boolean holds(Store store, String name, String messageId)
      throws MessagingException {
    Folder folder = store.getFolder(name);
    if (!folder.exists()) {
      return false;
    }
    folder.open(Folder.READ_ONLY);
    try {
      for (Message message : folder.getMessages()) {
        if (messageId.equals(((MimeMessage) message).getMessageID())) {
          return true;
        }
      }
      return false;
    } finally {
      folder.close(false);
    }
  }

  @Test
  void shouldLackExtensionsWhenTheServerIsExchange() throws Exception {
    assertThat(has("CONDSTORE")).isNotEqualTo(asExchange(Difference.CONDSTORE));
    assertThat(has("SPECIAL-USE")).isNotEqualTo(asExchange(Difference.SPECIAL_USE));
    assertThat(has("SORT")).isNotEqualTo(asExchange(Difference.SORT));
    // What both have, and the product relies on
    for (String capability : new String[] {"IDLE", "UIDPLUS", "MOVE", "NAMESPACE", "ID"}) {
      assertThat(has(capability)).as(capability).isTrue();
    }
  }

  @Test
  void shouldRefuseOwnKeywordsWhenTheServerIsExchange() throws Exception {
    try (Store store = open(servers().user())) {
      Folder inbox = store.getFolder("INBOX");
      inbox.open(Folder.READ_WRITE);
      assertThat(inbox.getPermanentFlags().contains(Flags.Flag.USER))
          .isNotEqualTo(asExchange(Difference.OWN_KEYWORDS));
    }
  }

  @Test
  void shouldNotSearchForKeywordsOrInUtf8WhenTheServerIsExchange() throws Exception {
    assertThat(tagged("UID SEARCH KEYWORD $Handled").isBAD())
        .isEqualTo(asExchange(Difference.KEYWORD_SEARCH));
    assertThat(tagged("UID SEARCH CHARSET UTF-8 SUBJECT printer").isOK())
        .isNotEqualTo(asExchange(Difference.SEARCH_CHARSET));
  }

  @Test
  void shouldRefuseAPop3TokenAtOnceWhenTheServerIsExchange() throws Exception {
    // Given
    try (Socket socket =
            MailClient.trusting(servers().caCertificatePem())
                .getSocketFactory()
                .createSocket(servers().host(), servers().pop3sPort());
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      socket.setSoTimeout(20_000);
      in.readLine();

      // When
      say(socket, "AUTH XOAUTH2");
      assertThat(in.readLine()).startsWith("+");
      say(
          socket,
          Base64.getEncoder()
              .encodeToString(
                  ("user="
                          + servers().user()
                          + "\u0001auth=Bearer "
                          + servers().expiredToken(servers().user(), Purpose.POP3)
                          + "\u0001\u0001")
                      .getBytes(StandardCharsets.US_ASCII)));

      // Then
      assertThat(in.readLine()).startsWith(asExchange(Difference.POP3_CHALLENGE) ? "-ERR" : "+ ");
    }
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Test
  void shouldNameItsLimitsWhenTheServerIsExchange() throws Exception {
    MailClient client = new MailClient(servers());
    try (SMTPTransport transport =
        (SMTPTransport)
            client.smtp(
                client.smtpSession(),
                servers().user(),
                servers().token(servers().user(), Purpose.SMTP))) {
      assertThat("157286400".equals(transport.getExtensionParameter("SIZE")))
          .isEqualTo(asExchange(Difference.MESSAGE_SIZE));
      // Exchange goes on offering LOGIN where basic authentication is off, and refuses it.
      assertThat(transport.getExtensionParameter("AUTH").contains("LOGIN"))
          .isEqualTo(asExchange(Difference.BASIC_AUTHENTICATION));
      assertThat(transport.supportsExtension("8BITMIME")).isTrue();
      assertThat(transport.supportsExtension("ENHANCEDSTATUSCODES")).isTrue();
    }
  }
}
