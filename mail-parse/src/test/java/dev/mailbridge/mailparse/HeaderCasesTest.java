package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.mailparse.ParsedMail.Address;
import dev.mailbridge.mailparse.ParsedMail.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Cases 13 to 19: dates, recipients, identifiers, kinds. */
class HeaderCasesTest {

  @Test
  void shouldReadTheDateWhenOtherHeadersFoldedIntoIt() {
    ParsedMail mail = Mails.parseCase("13-invalid-date/input.eml");

    assertThat(mail.messageId()).isEqualTo("<c13@customer.example.com>");
    assertThat(mail.date()).isEqualTo("2026-03-05T09:05:40Z");
  }

  @Test
  void shouldGiveNoDateWhenItIsGermanOrDoesNotExist() {
    ParsedMail german = Mails.parseCase("13-invalid-date/input-2.eml");
    ParsedMail impossible = Mails.parseCase("13-invalid-date/input-3.eml");

    assertThat(german.messageId()).isEqualTo("<c13b@customer.example.com>");
    assertThat(german.date()).isNull();
    assertThat(Mails.codes(german)).contains("no-date");
    assertThat(impossible.messageId()).isEqualTo("<c13c@customer.example.com>");
    assertThat(impossible.date()).isNull();
    assertThat(impossible.text()).isEqualTo("body");
  }

  @Test
  void shouldDissolveGroupsWhenSomeAreEmpty() {
    // When
    ParsedMail mail = Mails.parseCase("14-undisclosed-recipients/input.eml");

    // Then
    assertThat(mail.messageId()).isEqualTo("<c14@customer.example.com>");
    assertThat(mail.to()).isEmpty();
    assertThat(mail.cc())
        .containsExactly(
            new Address(null, "a@example.com"),
            new Address("Bee, B", "b@example.com"),
            new Address(null, "c@example.com"));
    assertThat(mail.replyTo()).isEmpty();
    assertThat(mail.from().getFirst().address()).isEqualTo("ann@customer.example.com");
  }

  @Test
  void shouldStayQuickAndSmallWhenHeadersAreHuge() {
    // Given
    byte[] raw = Mails.read("15-huge-headers/input.eml");
    long start = System.nanoTime();

    // When
    ParsedMail mail = Mails.PARSER.parse(raw);

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(mail.messageId()).isEqualTo("<c15@customer.example.com>");
    assertThat(mail.subject()).isEqualTo("huge headers");
    assertThat(mail.text()).isEqualTo("small body");
    assertThat(mail.attachments()).isEmpty();
    assertThat(Mails.codes(mail)).contains("headers-too-long");
    int length =
        mail.headers().stream().mapToInt(one -> one.name().length() + one.value().length()).sum();
    assertThat(length).isLessThanOrEqualTo(ParseLimits.DEFAULT.headerBytes());
  }

  @Test
  void shouldMakeAnIdFromTheOctetsWhenTheMailHasNone() {
    // When
    ParsedMail one = Mails.parseCase("16-no-message-id/input.eml");
    ParsedMail two = Mails.parseCase("16-no-message-id/input-2.eml");

    // Then
    assertThat(one.text()).isEqualTo("page one");
    assertThat(two.text()).isEqualTo("page two");
    assertThat(one.messageId())
        .isEqualTo("<c20620e0a6fd57b8a58be2711eb1c701@no-message-id.invalid>");
    assertThat(two.messageId())
        .isEqualTo("<524e0cc46cd978be8207642eedb1c2d8@no-message-id.invalid>");
    assertThat(one.contentHash()).isNotEqualTo(two.contentHash());
    assertThat(Mails.codes(one)).containsExactly("no-message-id");
  }

  @Test
  void shouldReadReferencesWhenTheyAreMalformed() {
    // When
    ParsedMail mail = Mails.parseCase("17-threading-references/input.eml");

    // Then
    assertThat(mail.inReplyTo()).containsExactly("<ticket-4711-2@example.com>", "<b@y.example>");
    assertThat(mail.references())
        .containsExactly(
            "<ticket-4711-1@example.com>",
            "<ticket-4711-2@example.com>",
            "<a+b=c@x.example>",
            "<b@y.example>",
            "<very-long-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                + "@mail.example.com>");
    assertThat(Mails.parseCase("17-threading-references/input-2.eml").inReplyTo())
        .containsExactly("<ticket-4711-2@example.com>");
    ParsedMail stranger = Mails.parseCase("17-threading-references/input-3.eml");
    assertThat(stranger.inReplyTo()).isEmpty();
    assertThat(stranger.references()).isEmpty();
  }

  @Test
  void shouldTellMachinesFromPeopleWhenBothUseTheSameHeaders() {
    // When
    ParsedMail vacation = Mails.parseCase("18-auto-reply-loop/input.eml");
    ParsedMail person = Mails.parseCase("18-auto-reply-loop/input-2.eml");

    // Then
    assertThat(vacation.automatic()).isTrue();
    assertThat(vacation.kind()).isEqualTo(Kind.AUTO_REPLY);
    assertThat(vacation.inReplyTo()).containsExactly("<ticket-4711-2@example.com>");
    assertThat(vacation.text()).isEqualTo("Ich bin nicht im Büro.");
    assertThat(person.automatic()).isFalse();
    assertThat(person.kind()).isEqualTo(Kind.MAIL);
  }

  @Test
  void shouldGiveTheFactsThatRulesCompareWhenTheDisplayNameIsAnAddress() {
    // When
    ParsedMail mail = Mails.parseCase("19-rules-negate-and-address/input.eml");

    // Then
    assertThat(mail.from()).containsExactly(new Address("sales@evil.example", "test@test.example"));
    assertThat(mail.to()).containsExactly(new Address("Second Line", "second-line@example.com"));
    assertThat(mail.cc())
        .containsExactly(
            new Address("Team", "TEAM@Example.COM"), new Address(null, "other@example.com"));
    assertThat(mail.subject()).isEqualTo("Störung [Success] job 17");
    assertThat(mail.text()).isEqualTo("hello");
  }
}
