package dev.mailbridge.simulator.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An app registration with its service principal.
 *
 * @param objectId the registration's object id: Exchange refuses it as a service principal
 * @param servicePrincipalId the enterprise application's object id, the one that Exchange wants
 * @param publicClient true when it may sign in without a credential
 * @param delegatedPermissions names as {@code IMAP.AccessAsUser.All}
 * @param applicationPermissions names as {@code IMAP.AccessAsApp}; they need admin consent
 * @param adminConsent true when an administrator consented to all configured permissions
 */
public record App(
    String clientId,
    String objectId,
    String servicePrincipalId,
    String displayName,
    SignInAudience signInAudience,
    boolean publicClient,
    List<String> redirectUris,
    List<AppSecret> secrets,
    List<AppCertificate> certificates,
    List<FederatedCredential> federatedCredentials,
    Set<String> delegatedPermissions,
    Set<String> applicationPermissions,
    boolean adminConsent) {

  public App {
    signInAudience = signInAudience == null ? SignInAudience.MY_ORG : signInAudience;
    redirectUris = copy(redirectUris);
    secrets = copy(secrets);
    certificates = copy(certificates);
    federatedCredentials = copy(federatedCredentials);
    delegatedPermissions =
        delegatedPermissions == null ? Set.of() : Set.copyOf(new TreeSet<>(delegatedPermissions));
    applicationPermissions =
        applicationPermissions == null
            ? Set.of()
            : Set.copyOf(new TreeSet<>(applicationPermissions));
  }

  private static <T> List<T> copy(List<T> list) {
    return list == null ? List.of() : List.copyOf(new ArrayList<>(list));
  }

  public App withSecrets(List<AppSecret> others) {
    return new App(
        clientId,
        objectId,
        servicePrincipalId,
        displayName,
        signInAudience,
        publicClient,
        redirectUris,
        others,
        certificates,
        federatedCredentials,
        delegatedPermissions,
        applicationPermissions,
        adminConsent);
  }

  public App withAdminConsent(boolean given) {
    return new App(
        clientId,
        objectId,
        servicePrincipalId,
        displayName,
        signInAudience,
        publicClient,
        redirectUris,
        secrets,
        certificates,
        federatedCredentials,
        delegatedPermissions,
        applicationPermissions,
        given);
  }
}
