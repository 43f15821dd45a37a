package dev.mailbridge.tokenservice.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.token.TokenFailure.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureClassifierTest {
  @ParameterizedTest
  @CsvSource({
    "7000222, CREDENTIAL_EXPIRED",
    "7000215, CREDENTIAL_INVALID",
    "7000218, CREDENTIAL_INVALID",
    "700025,  MISCONFIGURED",
    "700027,  MISCONFIGURED",
    "700016,  MISCONFIGURED",
    "70008,   SIGN_IN_AGAIN",
    "700082,  SIGN_IN_AGAIN",
    "50173,   SIGN_IN_AGAIN",
    "70043,   SIGN_IN_AGAIN",
    "50089,   SIGN_IN_AGAIN",
    "50076,   SIGN_IN_AGAIN",
    "50078,   SIGN_IN_AGAIN",
    "50079,   SIGN_IN_AGAIN",
    "50057,   ACCOUNT_DISABLED",
    "53003,   BLOCKED_BY_POLICY",
    "530035,  BLOCKED_BY_POLICY",
    "65001,   CONSENT_NEEDED",
    "65004,   CONSENT_NEEDED",
    "90094,   CONSENT_NEEDED",
    "50011,   MISCONFIGURED",
    "900144,  MISCONFIGURED",
    "90002,   MISCONFIGURED",
    "90038,   MISCONFIGURED",
    "9001023, MISCONFIGURED",
    "50194,   MISCONFIGURED",
    "54005,   MISCONFIGURED",
    "28000,   MISCONFIGURED",
    "50196,   TRY_LATER",
    "90033,   TRY_LATER",
  })
  void shouldGoByTheNumberWhenEntraGivesOne(int number, Code code) {
    // The error would say something else.
    assertThat(
            classify(400, "{\"error\":\"invalid_grant\",\"error_codes\":[%d]}".formatted(number)))
        .isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_grant,           ,                 SIGN_IN_AGAIN",
    "400, invalid_grant,           consent_required, CONSENT_NEEDED",
    "400, invalid_grant,           message_only,     BLOCKED_BY_POLICY",
    "401, invalid_client,          ,                 CREDENTIAL_INVALID",
    "400, unauthorized_client,     ,                 MISCONFIGURED",
    "400, invalid_scope,           ,                 MISCONFIGURED",
    "400, interaction_required,    ,                 SIGN_IN_AGAIN",
    "503, invalid_grant,           ,                 TRY_LATER",
    "429, invalid_client,          ,                 TRY_LATER",
    "400, something_new,           ,                 TRY_LATER",
  })
  void shouldGoByStatusSuberrorAndErrorWhenThereIsNoNumber(
      int status, String error, String suberror, Code code) {
    String body =
        suberror == null
            ? "{\"error\":\"%s\"}".formatted(error)
            : "{\"error\":\"%s\",\"suberror\":\"%s\"}".formatted(error, suberror);
    assertThat(classify(status, body)).isEqualTo(code);
  }

  @Test
  void shouldNotReadTheTextWhenItNamesAnotherNumber() {
    assertThat(
            classify(
                400,
                "{\"error\":\"temporarily_unavailable\",\"error_description\":\"AADSTS7000222:"
                    + " expired\"}"))
        .isEqualTo(Code.TRY_LATER);
  }

  @Test
  void shouldTryLaterWhenTheBodyIsNoJson() {
    assertThat(classify(502, "<html>Bad Gateway</html>")).isEqualTo(Code.TRY_LATER);
    assertThat(classify(400, "")).isEqualTo(Code.TRY_LATER);
  }

  private static Code classify(int status, String body) {
    return FailureClassifier.classify(ProviderError.read(status, body, null));
  }
}
