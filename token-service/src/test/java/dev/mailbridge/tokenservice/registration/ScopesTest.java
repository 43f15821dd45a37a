package dev.mailbridge.tokenservice.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Case 32: a token request never mixes two resources. */
class ScopesTest {
  private static final String IMAP = "https://outlook.office365.com/IMAP.AccessAsUser.All";
  private static final String SMTP = "https://outlook.office365.com/SMTP.Send";
  private static final String USERS = "https://graph.microsoft.com/User.Read.All";

  @Test
  void shouldAskForOneResourceWhenTheRegistrationHasScopesOfTwo() {
    Scopes scopes = Scopes.of(Cloud.GLOBAL, List.of("openid", "offline_access", IMAP, SMTP, USERS));

    assertThat(scopes.delegated(Resource.MAIL)).isEqualTo(IMAP + " " + SMTP + " offline_access");
    assertThat(scopes.delegated(Resource.GRAPH)).isEqualTo(USERS + " offline_access");
    assertThat(scopes.appOnly(Resource.MAIL)).isEqualTo("https://outlook.office365.com/.default");
    assertThat(scopes.appOnly(Resource.GRAPH)).isEqualTo("https://graph.microsoft.com/.default");
    assertThat(scopes.signIn()).doesNotContain("graph.microsoft.com");
  }

  @Test
  void shouldTakeBothNamesOfTheMailResourceWhenTheOtherOneIsUsed() {
    Scopes scopes =
        Scopes.of(Cloud.GLOBAL, List.of("https://outlook.office.com/IMAP.AccessAsUser.All"));

    assertThat(scopes.microsoft()).isTrue();
    assertThat(scopes.delegated(Resource.MAIL))
        .isEqualTo("https://outlook.office.com/IMAP.AccessAsUser.All offline_access");
    assertThat(scopes.appOnly(Resource.MAIL)).isEqualTo("https://outlook.office.com/.default");
  }

  @Test
  void shouldCorrectTheResourceWhenTheScopeIsWrittenAsThePortalShowsIt() {
    Scopes.Repaired repaired =
        Scopes.repair(
            Cloud.GLOBAL,
            List.of("https://graph.microsoft.com/IMAP.AccessAsUser.All", "SMTP.Send", "Mail.Read"));

    assertThat(repaired.scopes()).containsExactly(IMAP, SMTP, "Mail.Read");
    assertThat(repaired.warnings())
        .hasSize(2)
        .allSatisfy(warning -> assertThat(warning).contains("outlook.office365.com"));
  }

  @Test
  void shouldUseTheCloudsOwnHostsWhenItIsSovereign() {
    assertThat(Scopes.of(Cloud.CHINA, List.of()).delegated(Resource.MAIL))
        .contains("https://partner.outlook.cn/SMTP.Send");
    assertThat(Scopes.of(Cloud.DOD, List.of()).appOnly(Resource.GRAPH))
        .isEqualTo("https://dod-graph.microsoft.us/.default");
  }

  @Test
  void shouldLeaveScopesAloneWhenTheProviderIsNotMicrosoft() {
    Scopes google = Scopes.of(Cloud.GOOGLE, List.of());
    assertThat(google.signIn()).isEqualTo("openid email https://mail.google.com/");
    assertThat(google.delegated(Resource.MAIL)).isEqualTo("openid email https://mail.google.com/");

    Scopes other = Scopes.of(Cloud.CUSTOM, List.of("openid", "https://mail.example.com/imap"));
    assertThat(other.microsoft()).isFalse();
    assertThat(other.signIn()).isEqualTo("openid https://mail.example.com/imap");

    for (List<String> own :
        List.of(List.of("openid", "email", "offline_access"), List.of("openid", "imap"))) {
      Scopes keycloak = Scopes.of(Cloud.CUSTOM, own);
      assertThat(keycloak.microsoft()).isFalse();
      assertThat(keycloak.delegated(Resource.MAIL)).isEqualTo(String.join(" ", own));
      assertThat(keycloak.appOnly(Resource.MAIL)).doesNotContain("openid", "offline_access");
    }
    assertThat(Scopes.of(Cloud.CUSTOM, List.of("openid", "Mail.Read")).microsoft()).isTrue();
  }
}
