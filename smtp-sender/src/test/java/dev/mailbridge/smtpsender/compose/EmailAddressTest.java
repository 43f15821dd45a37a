package dev.mailbridge.smtpsender.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Case 38. */
class EmailAddressTest {
  @ParameterizedTest
  @CsvSource({
    "you@bücher.example, you@xn--bcher-kva.example, false",
    "you@faß.example, you@xn--fa-hia.example, false",
    "rené@example.com, rené@example.com, true",
    "संपर्क@उदाहरण.example, संपर्क@xn--p1b6ci4b4b3a.example, true",
    "John.O'Neil+x@Example.COM, John.O'Neil+x@example.com, false"
  })
  void shouldHaveALabelsWhenDomainIsInternational(String text, String sent, boolean utf8) {
    assertThat(EmailAddress.parse(text))
        .hasValueSatisfying(
            address -> {
              assertThat(address).hasToString(sent);
              assertThat(address.needsUtf8()).isEqualTo(utf8);
            });
  }

  @Test
  void shouldBeEqualWhenLettersAreComposedDifferently() {
    assertThat(EmailAddress.parse("rene\u0301@example.com"))
        .isEqualTo(EmailAddress.parse("ren\u00e9@EXAMPLE.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "@b.example",
        "a@",
        "a b@c.example",
        "a@b c",
        "a@b@c.example",
        "a@b..example",
        ".a@b.example",
        "a@-b.example",
        "<a@b.example>",
        "a@b.example>",
        "a\u0000@b.example",
        "a@[127.0.0.1]",
        "a,b@c.example",
        "a\u2028@b.example"
      })
  void shouldBeRefusedWhenMalformed(String text) {
    assertThat(EmailAddress.parse(text)).isEmpty();
  }
}
