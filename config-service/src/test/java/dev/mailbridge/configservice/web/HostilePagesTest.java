package dev.mailbridge.configservice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.configservice.access.TestAccounts;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Every page, visited by those who mean no good; with the identity provider: OidcSignInTest. */
@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class HostilePagesTest {
  @TestHTTPResource URI url;

  @Test
  void shouldKnowAllRoutesWhenAsked() {
    assertThat(PageRoute.all())
        .extracting(route -> route.method() + " " + route.path())
        .contains("GET /", "POST /mailboxes/nobody/edit/folders", "POST /login")
        .hasSizeGreaterThan(60);
  }

  @Test
  void shouldLetNobodyInWhenCredentialsAreWrong() throws Exception {
    assertThat(new HostileVisitor(url).withWrongCredentials()).isEmpty();
  }

  @Test
  void shouldAnswerAsARefusalWhenNoFormComes() throws Exception {
    assertThat(new HostileVisitor(url).withWrongBodies(administrator())).isEmpty();
  }

  @Test
  void shouldKeepItsCountenanceWhenAddressesAreHostile() throws Exception {
    assertThat(new HostileVisitor(url).withHostileAddresses(administrator())).isEmpty();
  }

  @Test
  void shouldRefuseAFormThatIsTooLarge() throws Exception {
    assertThat(new HostileVisitor(url).withTooLargeForm("/mail-settings", administrator()))
        .isEqualTo(413);
  }

  private static String administrator() {
    TestAccounts.Credentials administrator = TestAccounts.administrator();
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(
                (administrator.name() + ":" + administrator.password())
                    .getBytes(StandardCharsets.UTF_8));
  }
}
