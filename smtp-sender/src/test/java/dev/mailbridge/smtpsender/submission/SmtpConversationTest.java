package dev.mailbridge.smtpsender.submission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmtpConversationTest {
  private final SmtpConversation conversation = new SmtpConversation();

  @Test
  void shouldMaskWhatSignsInAndNothingElse() {
    // When
    conversation.received("220 ready");
    conversation.sent("AUTH XOAUTH2 dXNlcj1kZXNr");
    conversation.received("535 5.7.3 unsuccessful");
    conversation.sent("AUTH LOGIN");
    conversation.received("334 VXNlcm5hbWU6");
    conversation.sent("ZGVzaw==");
    conversation.received("334 UGFzc3dvcmQ6");
    conversation.sent("c2VjcmV0");
    conversation.received("235 2.7.0 in");
    conversation.sent("MAIL FROM:<desk@contoso.example>");

    // Then
    assertThat(conversation.text())
        .doesNotContain("dXNlcj1kZXNr", "ZGVzaw==", "c2VjcmV0")
        .contains("C: AUTH XOAUTH2 ***", "C: AUTH LOGIN", "C: MAIL FROM:<desk@contoso.example>");
  }

  @Test
  void shouldKeepTheOpeningAndTheLastMailAlone() {
    // Given
    conversation.received("220 ready");
    conversation.begin();
    conversation.sent("MAIL FROM:<first@contoso.example>");

    // When
    conversation.begin();
    conversation.sent("MAIL FROM:<second@contoso.example>");

    // Then
    assertThat(conversation.text()).contains("220 ready", "second@").doesNotContain("first@");
  }

  @Test
  void shouldStayShortWhenMuchIsSaid() {
    // When
    conversation.begin();
    for (int i = 0; i < 10_000; i++) {
      conversation.received("250 " + "x".repeat(2_000));
    }

    // Then
    assertThat(conversation.text()).hasSizeLessThan(20_000).contains("more was said");
  }
}
