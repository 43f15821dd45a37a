package dev.mailbridge.stack.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.stack.StackException;
import dev.mailbridge.stack.client.Administrator;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each bad input is told with what to do about it, and the help desk's mailbox goes on. */
class BadInputIT {
  private static final String NOWHERE = "nowhere@contoso.example";
  private static final String WRONG = "wrong-client@contoso.example";
  private static RunningStack running;
  private static Administrator administrator;

  @BeforeAll
  static void start() throws Exception {
    running = RunningStack.get();
    administrator = running.administrator;
  }

  @AfterEach
  void shouldStillTakeMail() {
    String id = running.deliver("Subject: still there\r\n\r\nYes.\r\n");
    assertThat(running.awaitMail(mail -> id.equals(mail.messageId())).subject())
        .isEqualTo("still there");
  }

  @AfterAll
  static void leave() {
    RunningStack.leave();
  }

  @Test
  void shouldNameTheFieldWhenAMailboxIsInvalid() {
    // Given
    ObjectNode mailbox = running.mailbox("broken", "broken@contoso.example");
    ((ObjectNode) mailbox.path("incoming")).put("port", 70_000);
    // When // Then
    assertThatThrownBy(() -> administrator.addMailbox(mailbox))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("400")
        .hasMessageContaining("/incoming/port")
        .hasMessageContaining("65535");
  }

  @Test
  void shouldNameTheFieldWhenAMailboxIsNoMailbox() {
    assertThatThrownBy(() -> administrator.addMailbox(Map.of("id", "Not An Id!")))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("400")
        .hasMessageContaining("/id");
  }

  @Test
  void shouldSayWhatToDoWhenTheServerCanNotBeReached() {
    // Given
    ObjectNode mailbox = running.mailbox("nowhere", NOWHERE);
    ((ObjectNode) mailbox.path("incoming")).put("port", 1);
    // When
    administrator.addMailbox(mailbox);
    administrator.grant(
        "nowhere", administrator.register(administrator.appOnly()), "client-credentials", NOWHERE);
    // Then
    JsonNode status =
        running.awaitFacet(
            "nowhere", facet -> facet.path("code").asText().equals("HOST_UNREACHABLE"));
    assertThat(status.path("state").asText()).isEqualTo("failing");
    assertThat(status.path("remedy").asText()).contains("host and port");
  }

  @Test
  void shouldSayWhatToDoWhenTheClientIdIsWrong() {
    // Given
    Map<String, Object> registration = administrator.appOnly();
    registration.put("clientId", "6d2b9f4e-0c1a-4e56-8b2f-0000000000ff");
    String wrong = administrator.register(registration);
    // When
    JsonNode check = administrator.check(wrong);
    administrator.addMailbox(running.mailbox("wrong-client", WRONG));
    administrator.grant("wrong-client", wrong, "client-credentials", WRONG);
    // Then
    assertThat(check.path("ok").asBoolean()).isFalse();
    assertThat(check.at("/failure/remedy").asText()).containsIgnoringCase("client id");
    JsonNode status =
        running.awaitFacet(
            "wrong-client",
            facet ->
                facet.path("facet").asText().equals("token")
                    && facet.path("state").asText().equals("failing"));
    assertThat(status.path("remedy").asText()).containsIgnoringCase("client id");
  }

  @Test
  void shouldPublishAMailThatIsNoneWithItsDefects() {
    // Given
    String nonce = UUID.randomUUID().toString();
    byte[] garbage = ("\0\1\377 no header at all " + nonce).getBytes(StandardCharsets.ISO_8859_1);
    // When
    running.deliver(garbage);
    // Then
    IncomingMail event = running.awaitMail(mail -> !mail.defects().isEmpty());
    assertThat(event.rawContent()).isNotNull();
    assertThat(event.mailboxId()).isEqualTo(running.helpdesk.id());
  }
}
