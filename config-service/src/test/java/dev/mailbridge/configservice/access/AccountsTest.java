package dev.mailbridge.configservice.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.mailbridge.configservice.ConfigServiceTestResource;
import dev.mailbridge.configservice.access.PasswordCheck.Accepted;
import dev.mailbridge.configservice.access.PasswordCheck.Locked;
import dev.mailbridge.configservice.access.PasswordCheck.Rejected;
import dev.mailbridge.platform.security.Roles;
import dev.mailbridge.testkit.KafkaTestResource;
import dev.mailbridge.testkit.PostgresTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ConfigServiceTestResource.class)
class AccountsTest {
  @Inject Accounts accounts;
  @Inject AccountRepository rows;
  @Inject TransactionSynchronizationRegistry transactions;

  @Test
  void shouldLockWhenPasswordIsGuessed() {
    // Given
    account("guessed", "the right password", Roles.VIEWER);

    // When
    for (int i = 0; i < 4; i++) {
      assertThat(accounts.check("guessed", "wrong")).isEqualTo(new Rejected());
    }

    // Then: from now on not even the right one opens
    assertThat(accounts.check("guessed", "wrong")).isInstanceOf(Locked.class);
    assertThat(accounts.check("guessed", "the right password")).isInstanceOf(Locked.class);
    QuarkusTransaction.requiringNew()
        .run(() -> rows.update("lockedUntil = ?1 where name = 'guessed'", Instant.EPOCH));
    assertThat(accounts.check("guessed", "the right password"))
        .isEqualTo(new Accepted("guessed", Roles.VIEWER, false));
  }

  @Test
  void shouldTellNothingWhenNameIsUnknown() {
    assertThat(accounts.check("nobody", "x")).isEqualTo(new Rejected());
  }

  @Test
  void shouldReadOnlyWhenRoleIsViewer() {
    // Given
    account("viewer", "a viewer's password", Roles.VIEWER);

    // Then
    given()
        .auth()
        .preemptive()
        .basic("viewer", "a viewer's password")
        .get("/api/v1/projects")
        .then()
        .statusCode(200);
    given()
        .auth()
        .preemptive()
        .basic("viewer", "a viewer's password")
        .contentType("application/json")
        .body(Map.of("id", "mine", "name", "Mine"))
        .post("/api/v1/projects")
        .then()
        .statusCode(403);
    given()
        .auth()
        .preemptive()
        .basic("viewer", "a viewer's password")
        .get("/mailboxes/new")
        .then()
        .statusCode(403)
        .contentType("text/html")
        .body(containsString("no role that may do this"));
  }

  @Test
  void shouldRefuseFormsWhenTheyCarryNoToken() {
    given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("username", "admin")
        .formParam("password", ConfigServiceTestResource.PASSWORD)
        .redirects()
        .follow(false)
        .post("/login")
        .then()
        .statusCode(400);
  }

  @Test
  void shouldForbidInlineScriptWhenAPageIsServed() {
    given()
        .get("/login")
        .then()
        .statusCode(200)
        .header("Content-Security-Policy", containsString("script-src 'self';"))
        .header("X-Content-Type-Options", "nosniff");
  }

  @Test
  void shouldMakeFileForItsOwnerAloneWhenThereIsNone(@TempDir Path folder) throws Exception {
    // Given
    Path file = folder.resolve("new").resolve("admin-password");
    AdminPasswordFile passwordFile = new AdminPasswordFile(file, null);

    // When
    String password = passwordFile.readOrMake();

    // Then
    assertThat(password).hasSize(20);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(passwordFile.readOrMake()).isEqualTo(password);
  }

  @Test
  void shouldChangeThePasswordWhenItsFileCanNotBeDeleted() {
    // Given: as a mounted Secret, a file that can be read and nothing else, not even by root
    AdminPasswordFile mounted = new AdminPasswordFile(Path.of("/proc/version"), transactions);
    account("mounted", mounted.readOrMake().substring(0, 60), Roles.ADMIN);

    // When
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              rows.update("mustChange = true where name = 'mounted'");
              mounted.deleteAfterCommit();
            });

    // Then
    assertThat(rows.findById("mounted").mustChange).isTrue();
    assertThat(Path.of("/proc/version")).exists();
  }

  private static void account(String name, String password, String role) {
    TestAccounts.put(name, password, role);
  }
}
