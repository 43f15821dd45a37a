package dev.mailbridge.simulator.entra;

import java.util.Map;

/**
 * Entra's error numbers, after Microsoft's "Microsoft Entra authentication and authorization error
 * codes".
 */
final class Aadsts {
  /** The OAuth error and the HTTP status that go with a number. */
  record Kind(String error, int status, String text, String suberror) {}

  private static final Kind UNKNOWN = new Kind("invalid_grant", 400, "The request failed.", null);

  private static final Map<Integer, Kind> KINDS =
      Map.ofEntries(
          kind(7000222, "invalid_client", 401, "The provided client secret keys are expired."),
          kind(
              7000215,
              "invalid_client",
              401,
              "Invalid client secret provided. Ensure the secret being sent in the request is the"
                  + " client secret value, not the client secret ID."),
          kind(
              7000218,
              "invalid_client",
              401,
              "The request body must contain the following"
                  + " parameter: 'client_assertion' or 'client_secret'."),
          kind(
              700025,
              "invalid_client",
              401,
              "Client is public so neither 'client_assertion' nor"
                  + " 'client_secret' should be presented."),
          kind(
              700027,
              "invalid_client",
              401,
              "The certificate with identifier used to sign the"
                  + " client assertion is not registered on application."),
          kind(
              700024,
              "invalid_client",
              401,
              "Client assertion is not within its valid time" + " range."),
          kind(
              700211,
              "invalid_client",
              401,
              "No matching federated identity record found for" + " presented assertion issuer."),
          kind(
              700213,
              "invalid_client",
              401,
              "No matching federated identity record found for" + " presented assertion subject."),
          kind(
              700212,
              "invalid_client",
              401,
              "No matching federated identity record found for" + " presented assertion audience."),
          kind(
              50012,
              "invalid_client",
              401,
              "Authentication failed: the assertion's signature" + " could not be checked."),
          kind(50027, "invalid_client", 401, "The assertion is malformed."),
          kind(700016, "unauthorized_client", 400, "Application was not found in the directory."),
          kind(70001, "unauthorized_client", 400, "The application is disabled."),
          kind(
              70008,
              "invalid_grant",
              400,
              "The provided authorization code or refresh token has"
                  + " expired due to inactivity."),
          kind(700082, "invalid_grant", 400, "The refresh token has expired due to inactivity."),
          kind(70000, "invalid_grant", 400, "Provided grant is invalid or malformed."),
          kind(700084, "invalid_grant", 400, "The refresh token was issued to a single page app."),
          kind(
              50173,
              "invalid_grant",
              400,
              "The provided grant has expired due to it being"
                  + " revoked, a fresh auth token is needed.",
              "bad_token"),
          kind(
              70043,
              "invalid_grant",
              400,
              "The refresh token has expired or is invalid due to"
                  + " sign-in frequency checks by conditional access.",
              "bad_token"),
          kind(50089, "invalid_grant", 400, "Authentication failed due to flow token expired."),
          kind(
              50076,
              "invalid_grant",
              400,
              "Due to a configuration change made by your administrator, or because you moved to a"
                  + " new location, you must use multi-factor authentication.",
              "basic_action"),
          kind(
              50078,
              "invalid_grant",
              400,
              "Presented multi-factor authentication has expired due"
                  + " to policies configured by your administrator.",
              "basic_action"),
          kind(
              50079,
              "invalid_grant",
              400,
              "Due to a configuration change made by your"
                  + " administrator, or because you moved to a new location, you must enroll in"
                  + " multi-factor authentication.",
              "basic_action"),
          kind(50057, "invalid_grant", 400, "The user account is disabled."),
          kind(50034, "invalid_grant", 400, "The user account does not exist in the directory."),
          kind(
              50126,
              "invalid_grant",
              400,
              "Error validating credentials due to invalid username" + " or password."),
          kind(
              50020,
              "invalid_grant",
              400,
              "The user account from another identity provider does" + " not exist in the tenant."),
          kind(
              53003,
              "invalid_grant",
              400,
              "Access has been blocked by Conditional Access"
                  + " policies. The access policy does not allow token issuance.",
              "message_only"),
          kind(530035, "invalid_grant", 400, "Access has been blocked by security defaults."),
          kind(
              65001,
              "invalid_grant",
              400,
              "The user or administrator has not consented to use" + " the application.",
              "consent_required"),
          kind(65004, "access_denied", 400, "User declined to consent to access the app."),
          kind(
              90094,
              "invalid_grant",
              400,
              "An administrator of the tenant has set a policy that prevents you from granting the"
                  + " application the permissions it is requesting."),
          kind(
              50011,
              "invalid_request",
              400,
              "The redirect URI specified in the request does not"
                  + " match the redirect URIs configured for the application."),
          kind(
              500112,
              "invalid_grant",
              400,
              "The reply address does not match the reply address"
                  + " provided when requesting the authorization code."),
          kind(
              501481,
              "invalid_grant",
              400,
              "The Code_Verifier does not match the code_challenge"
                  + " supplied in the authorization request."),
          kind(
              54005,
              "invalid_grant",
              400,
              "OAuth2 Authorization code was already redeemed,"
                  + " please retry with a new valid code or use an existing refresh token."),
          kind(900144, "invalid_request", 400, "The request body must contain a parameter."),
          kind(
              90002,
              "invalid_request",
              400,
              "Tenant not found. Check to make sure you have the" + " correct tenant ID."),
          kind(90038, "invalid_request", 400, "The tenant belongs to another national cloud."),
          kind(
              9001023,
              "invalid_request",
              400,
              "The grant type is not supported over the /common"
                  + " or /consumers endpoints. Please use the /organizations or tenant-specific"
                  + " endpoint."),
          kind(
              50194,
              "invalid_request",
              400,
              "The application is not configured as a multi-tenant"
                  + " application. Usage of the /common endpoint is not supported for such apps."),
          kind(28000, "invalid_request", 400, "The scope contains more than one resource."),
          kind(
              70011,
              "invalid_scope",
              400,
              "The provided value for the input parameter 'scope' is" + " not valid."),
          kind(
              1002012,
              "invalid_scope",
              400,
              "The provided value for scope is not valid. Client credential flows must have a scope"
                  + " value with /.default suffixed to the resource identifier."),
          kind(650053, "invalid_client", 400, "The scope doesn't exist on the resource."),
          kind(500011, "invalid_resource", 400, "The resource principal was not found."),
          kind(
              70003,
              "unsupported_grant_type",
              400,
              "The app requested an unsupported grant" + " type."),
          kind(
              700054,
              "unsupported_response_type",
              400,
              "The response_type is not enabled for the" + " application."),
          kind(
              50058,
              "login_required",
              400,
              "A silent sign-in request was sent but no user is" + " signed in."),
          kind(
              70016,
              "authorization_pending",
              400,
              "OAuth 2.0 device flow error. Authorization is" + " pending. Continue polling."),
          kind(
              70018,
              "bad_verification_code",
              400,
              "Invalid verification code due to user typing"
                  + " in wrong user code for device code flow."),
          kind(70020, "expired_token", 400, "The provided device code has expired."),
          kind(70019, "authorization_declined", 400, "The user declined the device code."),
          kind(
              50196,
              "invalid_grant",
              400,
              "The server terminated an operation because it"
                  + " encountered a client request loop. Please contact your app vendor."),
          kind(
              500200,
              "invalid_grant",
              400,
              "The user account is a personal Microsoft account, which is not supported here."),
          kind(
              9002331,
              "invalid_request",
              400,
              "The application is configured for use by Azure Active Directory users only."),
          kind(
              9002346,
              "invalid_request",
              400,
              "The application is configured for use by Microsoft Account users only."),
          kind(
              7000229,
              "unauthorized_client",
              400,
              "The client application is missing service principal in the tenant."),
          kind(
              90033,
              "temporarily_unavailable",
              503,
              "A transient error has occurred. Please try" + " again."));

  private Aadsts() {}

  private static Map.Entry<Integer, Kind> kind(int code, String error, int status, String text) {
    return kind(code, error, status, text, null);
  }

  private static Map.Entry<Integer, Kind> kind(
      int code, String error, int status, String text, String suberror) {
    return Map.entry(code, new Kind(error, status, text, suberror));
  }

  static EntraException of(int code) {
    Kind kind = KINDS.getOrDefault(code, UNKNOWN);
    return new EntraException(kind, code, kind.text());
  }

  static EntraException of(int code, String text) {
    return new EntraException(KINDS.getOrDefault(code, UNKNOWN), code, text);
  }

  static EntraException missing(String parameter) {
    return of(
        900144, "The request body must contain the following parameter: '" + parameter + "'.");
  }
}
