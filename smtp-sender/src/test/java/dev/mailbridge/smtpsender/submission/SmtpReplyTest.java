package dev.mailbridge.smtpsender.submission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmtpReplyTest {
  @Test
  void shouldReadAllPartsWhenReplyHasOneLine() {
    // When
    SmtpReply reply = SmtpReply.parse(451, "451 4.7.1 Greylisted, try again later\n");

    // Then
    assertThat(reply).isEqualTo(new SmtpReply(451, "4.7.1", "Greylisted, try again later"));
  }

  @Test
  void shouldHaveNoEnhancedCodeWhenServerGivesNone() {
    // When
    SmtpReply reply = SmtpReply.parse(250, "250 OK 1.2.3");

    // Then
    assertThat(reply).isEqualTo(new SmtpReply(250, null, "OK 1.2.3"));
  }

  @Test
  void shouldNameTheNewMessageIdWhenExchangeReplacedOurs() {
    // Given
    String line =
        "250 2.0.0 OK <AM0PR01MB1234@AM0PR01MB1234.eurprd01.prod.exchangelabs.com>"
            + " [Hostname=AM0PR01MB1234.eurprd01.prod.exchangelabs.com]";

    // When
    SmtpReply reply = SmtpReply.parse(250, line);

    // Then
    assertThat(reply.namedMessageId())
        .contains("<AM0PR01MB1234@AM0PR01MB1234.eurprd01.prod.exchangelabs.com>");
  }

  @Test
  void shouldNameNoMessageIdWhenThereIsNone() {
    // When
    SmtpReply reply = SmtpReply.parse(250, "250 2.0.0 Ok: queued as 4Zx<1>");

    // Then
    assertThat(reply.namedMessageId()).isEmpty();
  }
}
