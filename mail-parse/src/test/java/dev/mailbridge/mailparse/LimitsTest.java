package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A limit that is reached is a defect, never an exception. */
class LimitsTest {
  private static final ParseLimits NO_TIME =
      new ParseLimits(1 << 20, 32, 2_000, 1 << 17, 1 << 20, 20, Duration.ZERO);

  @Test
  void shouldGiveBareTextWhenThereIsNoTimeForHtml() {
    // Given
    byte[] raw = Mails.octets("Content-Type: text/html", "", "<p>still</p><p>readable</p>");

    // When
    ParsedMail mail = Mails.PARSER.parse(raw, NO_TIME);

    // Then
    assertThat(mail.text()).isEqualToIgnoringWhitespace("still readable");
    assertThat(mail.html()).isNull();
    assertThat(Mails.codes(mail)).contains("too-slow");
  }

  @Test
  void shouldReadTheFirstOctetsWhenTheStreamIsLongerThanTheLimit() throws Exception {
    // Given
    byte[] raw = Mails.octets("Subject: long", "", "x".repeat(5_000));
    ParseLimits limits =
        new ParseLimits(1_000, 32, 2_000, 1 << 17, 1 << 20, 20, Duration.ofSeconds(5));

    // When
    ParsedMail mail = Mails.PARSER.parse(new ByteArrayInputStream(raw), limits);

    // Then
    assertThat(mail.size()).isEqualTo(1_000);
    assertThat(mail.subject()).isEqualTo("long");
  }

  @Test
  void shouldCutAHeaderWhenItIsLongerThanAnyHeader() {
    ParsedMail mail = Mails.parse("Subject: " + "x".repeat(1 << 20), "", "b");

    assertThat(mail.subject()).hasSize(512 << 10);
    assertThat(Mails.codes(mail)).contains("header-too-long", "headers-too-long");
    assertThat(mail.text()).isEqualTo("b");
  }

  @Test
  void shouldRefuseLimitsWhenTheyAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ParseLimits(0, 1, 1, 1, 1, 1, Duration.ZERO));
  }

  @Test
  void shouldListHeadersAsFarAsTheyFitWhenTheLimitIsSmall() {
    // Given
    ParseLimits limits =
        new ParseLimits(1 << 20, 32, 2_000, 40, 1 << 20, 20, Duration.ofSeconds(5));

    // When
    ParsedMail mail =
        Mails.PARSER.parse(
            Mails.octets("X-One: 1", "X-Two: " + "2".repeat(50), "Subject: s", "", "b"), limits);

    // Then
    assertThat(mail.headers()).extracting(ParsedMail.Header::name).containsExactly("X-One");
    assertThat(mail.subject()).isEqualTo("s");
  }
}
