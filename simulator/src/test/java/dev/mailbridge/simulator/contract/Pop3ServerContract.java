package dev.mailbridge.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailbridge.simulator.contract.MailServers.Purpose;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.junit.jupiter.api.Test;

/** What a mail client may expect of POP3 with XOAUTH2, whoever serves it. */
public abstract class Pop3ServerContract {
  /** The servers, running. */
  protected abstract MailServers servers();

  private Store open() throws MessagingException {
    String user = servers().user();
    return new MailClient(servers()).pop3(user, servers().token(user, Purpose.POP3));
  }

  private byte[] deliver(String messageId) {
    byte[] raw =
        ("From: <customer@customer.example>\r\nSubject: pop\r\nMessage-ID: "
                + messageId
                + "\r\n\r\n.leading dot\r\n\r\nend\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    servers().deliver(servers().user(), raw);
    return raw;
  }

  private static Map<String, Message> byMessageId(POP3Folder inbox) throws MessagingException {
    Map<String, Message> all = new HashMap<>();
    for (Message message : inbox.getMessages()) {
      all.put(message.getHeader("Message-ID")[0], message);
    }
    return all;
  }

  private static POP3Folder inbox(Store store) throws MessagingException {
    POP3Folder inbox = (POP3Folder) store.getFolder("INBOX");
    inbox.open(Folder.READ_WRITE);
    return inbox;
  }

  @Test
  void shouldGiveTheSameOctetsAndUidlWhenSessionsFollow() throws Exception {
    // Given
    String id = "<" + UUID.randomUUID() + "@customer.example>";
    byte[] raw = deliver(id);
    String uidl;

    // When
    try (Store store = open()) {
      POP3Folder inbox = inbox(store);
      Message mail = byMessageId(inbox).get(id);
      uidl = inbox.getUID(mail);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      mail.writeTo(out);

      // Then
      assertThat(out.toString(StandardCharsets.US_ASCII))
          .endsWith(new String(raw, StandardCharsets.US_ASCII));
    }
    try (Store store = open()) {
      POP3Folder inbox = inbox(store);
      assertThat(inbox.getUID(byMessageId(inbox).get(id))).isEqualTo(uidl);
    }
  }

  @Test
  void shouldRemoveAMailWhenTheSessionThatDeletedItEnds() throws Exception {
    // Given
    String id = "<" + UUID.randomUUID() + "@customer.example>";
    deliver(id);

    // When
    try (Store store = open()) {
      POP3Folder inbox = inbox(store);
      byMessageId(inbox).get(id).setFlag(Flags.Flag.DELETED, true);
      inbox.close(true);
    }

    // Then
    try (Store store = open()) {
      assertThat(byMessageId(inbox(store))).doesNotContainKey(id);
    }
  }

  @Test
  void shouldRefusePop3WhenTheTokenHasExpired() {
    String user = servers().user();
    String token = servers().expiredToken(user, Purpose.POP3);
    // Where the server sends a challenge, Angus notices the refusal with the next command only.
    assertThatThrownBy(
            () -> {
              try (Store store = new MailClient(servers()).pop3(user, token)) {
                inbox(store);
              }
            })
        .isInstanceOf(MessagingException.class);
  }
}
