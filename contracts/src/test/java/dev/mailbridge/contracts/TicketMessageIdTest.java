package dev.mailbridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TicketMessageIdTest {
  private static final ProjectId HELPDESK = ProjectId.of("helpdesk");
  private static final MacKey KEY = new MacKey("k1", new byte[32]);
  private static final String ID =
      TicketMessageId.issue(HELPDESK, "4711", OutgoingId.of("reply-1"), KEY, "example.com");

  @Test
  void shouldProveItsTicketWhenUnaltered() {
    assertThat(verify(HELPDESK, ID)).contains("4711");
  }

  @Test
  void shouldProveNothingWhenAnyCharacterOfItWasAltered() {
    for (int i = 5; i < ID.indexOf('@'); i++) {
      char other = ID.charAt(i) == 'A' ? 'B' : 'A';
      String altered = ID.substring(0, i) + other + ID.substring(i + 1);
      assertThat(verify(HELPDESK, altered)).isNotEqualTo(Optional.of("4712")).isEmpty();
    }
  }

  @Test
  void shouldProveNothingWhenItIsOfAnotherProject() {
    assertThat(verify(ProjectId.of("sales"), ID)).isEmpty();
  }

  @Test
  void shouldProveNothingWhenItCarriesNoTicket() {
    String id = TicketMessageId.issue(HELPDESK, null, OutgoingId.of("r"), KEY, "example.com");
    assertThat(verify(HELPDESK, id)).isEmpty();
  }

  private static Optional<String> verify(ProjectId project, String messageId) {
    return TicketMessageId.verify(
        project, messageId, id -> id.equals("k1") ? Optional.of(KEY) : Optional.empty());
  }
}
