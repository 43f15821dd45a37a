package dev.mailbridge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketAddressTest {
  private static final ProjectId PROJECT = ProjectId.of("helpdesk");
  private static final MacKey KEY = new MacKey("K1", new byte[32]);

  private static Optional<String> verify(ProjectId project, String address) {
    return TicketAddress.verify(
        project, address, id -> id.equals("K1") ? Optional.of(KEY) : Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"4711", "T-1", "a", "Ä-1", "HD-2026-1"})
  void shouldProveTheTicketWhenItIsOurs(String ticket) {
    String address =
        TicketAddress.issue(PROJECT, ticket, KEY, "desk@contoso.example").orElseThrow();

    assertThat(address).startsWith("desk+mb1-").endsWith("@contoso.example");
    assertThat(verify(PROJECT, address)).contains(ticket);
    assertThat(verify(PROJECT, address.toUpperCase(Locale.ROOT))).contains(ticket);
  }

  @Test
  void shouldProveNothingWhenItWasAlteredOrIsOfAnotherProject() {
    // Given
    String address =
        TicketAddress.issue(PROJECT, "4711", KEY, "desk@contoso.example").orElseThrow();
    String other = TicketAddress.issue(PROJECT, "4712", KEY, "desk@contoso.example").orElseThrow();
    String mixed =
        other.substring(0, other.indexOf("-", 10)) + address.substring(address.indexOf("-", 10));

    // Then
    assertThat(verify(ProjectId.of("sales"), address)).isEmpty();
    assertThat(verify(PROJECT, mixed)).isEmpty();
    assertThat(verify(PROJECT, "desk+4711@contoso.example")).isEmpty();
    assertThat(verify(PROJECT, "desk@contoso.example")).isEmpty();
    assertThat(TicketAddress.verify(PROJECT, address, id -> Optional.empty())).isEmpty();
  }

  @Test
  void shouldIssueNoneThatIsTooLongForAServer() {
    assertThat(TicketAddress.issue(PROJECT, "x".repeat(24), KEY, "helpdesk@contoso.example"))
        .isEmpty();
  }
}
