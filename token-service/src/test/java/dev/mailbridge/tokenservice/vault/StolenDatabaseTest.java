package dev.mailbridge.tokenservice.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import dev.mailbridge.testkit.MutableClock;
import dev.mailbridge.tokenservice.Callers;
import dev.mailbridge.tokenservice.Office;
import dev.mailbridge.tokenservice.ScriptedProvider.Answer;
import dev.mailbridge.tokenservice.TokenServiceTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TokenServiceTestResource.class)
class StolenDatabaseTest {
  private static final String REFRESH_TOKEN = "0.AXkA-stolen-refresh-token-Qv7~x_9";
  private static final String ACCESS_TOKEN = "eyJ0-stolen-access-token-Zk3";
  private static final String PASSWORD = "stolen?password>horse~battery";
  private static final String SECRET = "stolen~Client?Secret>value.77";

  @Inject DataSource database;
  @Inject MutableClock clock;
  private Office office;
  private String mailbox;
  private String withPassword;

  @BeforeEach
  void fill() {
    office = Office.open(Map.of("credential", Map.of("type", "secret", "secret", SECRET)));
    mailbox = office.signedIn(REFRESH_TOKEN);
    clock.advance(Duration.ofHours(2));
    office.answer(form -> refreshed(ACCESS_TOKEN));
    token(mailbox).body("accessToken", equalTo(ACCESS_TOKEN));
    withPassword = "m-stolen-" + System.nanoTime();
    Callers.configService()
        .body(
            Map.of("flow", "password", "signsInAs", "ann", "mailbox", "ann", "password", PASSWORD))
        .put("/api/v1/mailboxes/{id}/grant", withPassword)
        .then()
        .statusCode(200);
    office.openAddress(mailbox);
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void shouldYieldNoSecretWhenTheWholeDatabaseIsRead() throws SQLException {
    // When
    String dump = dump();

    // Then what is no secret is there, and no secret in any coding is
    assertThat(dump).contains("helpdesk@contoso.example");
    List<String> found = new ArrayList<>();
    for (String secret : List.of(REFRESH_TOKEN, ACCESS_TOKEN, PASSWORD, SECRET)) {
      for (String coded : codings(secret)) {
        if (dump.toLowerCase(Locale.ROOT).contains(coded.toLowerCase(Locale.ROOT))) {
          found.add(coded);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void shouldNotOpenWhenCiphertextsWereSwappedBetweenRows() throws SQLException {
    // Given another mailbox, whose owner would like to read this one's mail
    String other = office.signedIn("RT-other");
    execute(
        "update mailbox_grant set refresh_token_sealed = (select refresh_token_sealed from mailbox_grant where mailbox_id = '%s') where mailbox_id = '%s'"
            .formatted(mailbox, other));
    clock.advance(Duration.ofHours(2));
    office.provider().bodies().clear();

    // When, Then
    token(other).statusCode(503);
    assertThat(office.provider().bodies()).isEmpty();
  }

  @Test
  void shouldServeOnWhenTheMasterKeyIsRotated() throws SQLException {
    // Given
    String before = ciphertextOf(mailbox);

    // When
    Callers.as("operator")
        .post("/api/v1/master-key:rotate")
        .then()
        .statusCode(200)
        .body("resealed", greaterThan(4));
    Callers.as("operator").post("/api/v1/master-key:retire").then().statusCode(200);

    // Then
    assertThat(ciphertextOf(mailbox)).isNotEqualTo(before);
    token(withPassword).body("accessToken", equalTo(PASSWORD));
    office.answer(form -> refreshed("AT-after"));
    clock.advance(Duration.ofHours(2));
    token(mailbox).body("accessToken", equalTo("AT-after"));
    assertThat(office.provider().values("client_secret").getLast()).isEqualTo(SECRET);
  }

  private static List<String> codings(String secret) {
    byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
    List<String> codings = new ArrayList<>();
    codings.add(secret);
    codings.add(HexFormat.of().formatHex(octets));
    // A base64 text looks another way at each of three offsets; the middle of it stays.
    for (int offset = 0; offset < 3; offset++) {
      byte[] shifted = new byte[octets.length + offset];
      System.arraycopy(octets, 0, shifted, offset, octets.length);
      for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        String coded = encoder.withoutPadding().encodeToString(shifted);
        codings.add(coded.substring(4, coded.length() - 4));
      }
    }
    return codings;
  }

  /** Every column of every table as text, octets in hex, and the octets as they are. */
  private String dump() throws SQLException {
    StringBuilder dump = new StringBuilder();
    try (Connection connection = database.getConnection();
        ResultSet tables =
            connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
      while (tables.next()) {
        try (Statement select = connection.createStatement();
            ResultSet rows =
                select.executeQuery("select * from \"" + tables.getString("TABLE_NAME") + "\"")) {
          while (rows.next()) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
              dump.append(rows.getString(i)).append('\n');
              if (rows.getMetaData().getColumnTypeName(i).equals("bytea")
                  && rows.getBytes(i) != null) {
                dump.append(new String(rows.getBytes(i), StandardCharsets.ISO_8859_1)).append('\n');
              }
            }
          }
        }
      }
    }
    return dump.toString();
  }

  private String ciphertextOf(String id) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement select = connection.createStatement();
        ResultSet row =
            select.executeQuery(
                "select refresh_token_sealed from mailbox_grant where mailbox_id = '" + id + "'")) {
      row.next();
      return row.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }

  private static Answer refreshed(String accessToken) {
    return Answer.ok(
        "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"%s\"}"
            .formatted(accessToken));
  }

  private static ValidatableResponse token(String id) {
    return Callers.poller().get("/api/v1/mailboxes/{id}/access-token?for=imap", id).then();
  }
}
