package dev.mailbridge.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {" ", "a/b", "../a", ".hidden", "-a", "a b", "a\n", "ä", "a\u0000", "a@b"})
  void shouldRefuseAMailboxIdWhenItIsNotInTheForm(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> MailboxId.of(value));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"HelpDesk", "help.desk", "-a", "a_b", "a\n", "ä"})
  void shouldRefuseAProjectIdWhenItIsNotInTheForm(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> ProjectId.of(value));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"a b", "a\r\nBcc: x", "ä", "\u007f"})
  void shouldRefuseAnOutgoingIdWhenItIsNotInTheForm(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> OutgoingId.of(value));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {" ", "\t"})
  void shouldRefuseAContentRefWhenItIsEmpty(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> ContentRef.of(value));
  }

  @Test
  void shouldTakeAnIdentifierOnlyUpToItsLength() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              MailboxId.of("a".repeat(64));
              ProjectId.of("a".repeat(48));
              OutgoingId.of("a".repeat(128));
              ContentRef.of("a".repeat(255));
            });
    assertThatIllegalArgumentException().isThrownBy(() -> MailboxId.of("a".repeat(65)));
    assertThatIllegalArgumentException().isThrownBy(() -> ProjectId.of("a".repeat(49)));
    assertThatIllegalArgumentException().isThrownBy(() -> OutgoingId.of("a".repeat(129)));
    assertThatIllegalArgumentException().isThrownBy(() -> ContentRef.of("a".repeat(256)));
  }

  @Test
  void shouldGiveATopicNameThatKafkaTakesWhenAProjectIdIsLong() {
    assertThat(Topics.users(ProjectId.of("a".repeat(48)))).hasSizeLessThan(249);
    assertThat(Topics.incoming(ProjectId.of("helpdesk"))).isEqualTo("mail.incoming.helpdesk");
    assertThat(Topics.outgoing(ProjectId.of("helpdesk"))).isEqualTo("mail.outgoing.helpdesk");
    assertThat(Topics.delivery(ProjectId.of("helpdesk"))).isEqualTo("mail.delivery.helpdesk");
  }

  @Test
  void shouldBeAStringInJson() {
    assertThat(ContractJson.write(MailboxId.of("a"))).asString(UTF_8).isEqualTo("\"a\"");
    assertThat(ContractJson.read("\"a\"".getBytes(UTF_8), OutgoingId.class))
        .isEqualTo(OutgoingId.of("a"));
  }
}
