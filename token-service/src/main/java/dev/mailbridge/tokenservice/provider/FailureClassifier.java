package dev.mailbridge.tokenservice.provider;

import static dev.mailbridge.token.TokenFailure.Code.ACCOUNT_DISABLED;
import static dev.mailbridge.token.TokenFailure.Code.BLOCKED_BY_POLICY;
import static dev.mailbridge.token.TokenFailure.Code.CONSENT_NEEDED;
import static dev.mailbridge.token.TokenFailure.Code.CREDENTIAL_EXPIRED;
import static dev.mailbridge.token.TokenFailure.Code.CREDENTIAL_INVALID;
import static dev.mailbridge.token.TokenFailure.Code.MISCONFIGURED;
import static dev.mailbridge.token.TokenFailure.Code.SIGN_IN_AGAIN;
import static dev.mailbridge.token.TokenFailure.Code.TRY_LATER;

import dev.mailbridge.token.TokenFailure.Code;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an error of the token endpoint means. Decided from Entra's number, else the suberror, else
 * the error; never from the text. What nobody knows is not for good: it is tried later.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">AADSTS
 *     error codes</a>
 */
public final class FailureClassifier {
  private static final Map<Integer, Code> BY_NUMBER = new HashMap<>();

  static {
    put(CREDENTIAL_EXPIRED, 7000222);
    put(CREDENTIAL_INVALID, 7000215, 7000218, 7000219, 7000216);
    put(SIGN_IN_AGAIN, 70000, 70008, 700082, 700084, 50173, 70043, 50089, 50133, 50132);
    put(SIGN_IN_AGAIN, 50072, 50074, 50076, 50078, 50079, 50055, 50058, 16000);
    put(ACCOUNT_DISABLED, 50057, 50034, 50053);
    put(BLOCKED_BY_POLICY, 53000, 53001, 53002, 53003, 53004, 53011, 530032, 530035, 50105, 50158);
    put(CONSENT_NEEDED, 65001, 65004, 65005, 90094, 90095, 500113);
    put(MISCONFIGURED, 50011, 900144, 90002, 90038, 9001023, 50194, 54005, 70011, 28000, 28002);
    put(MISCONFIGURED, 700016, 700025, 700027, 700023, 700024, 7000112, 7000229, 700211, 700213);
    put(MISCONFIGURED, 900023, 500011, 650057, 700030, 70001, 70002, 90013, 90014, 501481);
    put(TRY_LATER, 50196, 90033, 90006, 90024, 51004, 81016, 50097);
  }

  private static final Map<String, Code> BY_SUBERROR =
      Map.of(
          "consent_required", CONSENT_NEEDED,
          "bad_token", SIGN_IN_AGAIN,
          "token_expired", SIGN_IN_AGAIN,
          "user_password_expired", SIGN_IN_AGAIN,
          "basic_action", SIGN_IN_AGAIN,
          "additional_action", BLOCKED_BY_POLICY,
          "message_only", BLOCKED_BY_POLICY,
          "protection_policy_required", BLOCKED_BY_POLICY,
          "client_mismatch", MISCONFIGURED);

  private static final Map<String, Code> BY_ERROR =
      Map.ofEntries(
          Map.entry("invalid_grant", SIGN_IN_AGAIN),
          Map.entry("interaction_required", SIGN_IN_AGAIN),
          Map.entry("login_required", SIGN_IN_AGAIN),
          Map.entry("expired_token", SIGN_IN_AGAIN),
          Map.entry("consent_required", CONSENT_NEEDED),
          Map.entry("access_denied", CONSENT_NEEDED),
          Map.entry("invalid_client", CREDENTIAL_INVALID),
          Map.entry("unauthorized_client", MISCONFIGURED),
          Map.entry("invalid_request", MISCONFIGURED),
          Map.entry("invalid_scope", MISCONFIGURED),
          Map.entry("invalid_resource", MISCONFIGURED),
          Map.entry("unsupported_grant_type", MISCONFIGURED),
          Map.entry("temporarily_unavailable", TRY_LATER),
          Map.entry("server_error", TRY_LATER));

  private FailureClassifier() {}

  public static Code classify(ProviderError error) {
    if (error.status() == 429 || error.status() >= 500) {
      return TRY_LATER;
    }
    for (int number : error.codes()) {
      if (BY_NUMBER.containsKey(number)) {
        return BY_NUMBER.get(number);
      }
    }
    if (error.status() == 401 && error.error().equals("unauthorized_client")) {
      // Keycloak's word for a wrong secret; RFC 6749 would have invalid_client.
      return CREDENTIAL_INVALID;
    }
    if (error.suberror() != null && BY_SUBERROR.containsKey(error.suberror())) {
      return BY_SUBERROR.get(error.suberror());
    }
    return BY_ERROR.getOrDefault(error.error(), TRY_LATER);
  }

  /** Whether another credential of the same registration may help. */
  public static boolean concernsCredential(Code code) {
    return List.of(CREDENTIAL_EXPIRED, CREDENTIAL_INVALID).contains(code);
  }

  private static void put(Code code, int... numbers) {
    for (int number : numbers) {
      BY_NUMBER.put(number, code);
    }
  }
}
