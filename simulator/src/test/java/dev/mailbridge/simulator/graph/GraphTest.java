package dev.mailbridge.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.directory.SeedDirectory;
import dev.mailbridge.simulator.directory.SeedUsers;
import dev.mailbridge.simulator.directory.User;
import dev.mailbridge.simulator.entra.Resource;
import dev.mailbridge.simulator.fault.Fault;
import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.http.Json;
import dev.mailbridge.simulator.mail.SampleMail;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphTest {
  private static final String DELTA = "/me/mailFolders/inbox/messages/delta";

  private Simulator simulator;
  private GraphClient graph;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorConfig.onFreePorts());
    graph =
        new GraphClient(
            simulator,
            simulator.accessToken(
                SeedDirectory.CLIENT_ID,
                SeedDirectory.HELPDESK,
                Resource.GRAPH,
                "Mail.ReadWrite",
                "Mail.Send",
                "User.Read.All",
                "Group.Read.All",
                "Application.Read.All"));
  }

  @AfterEach
  void stop() {
    graph.close();
    simulator.close();
  }

  private void deliver(int number) {
    simulator.deliver(SeedDirectory.HELPDESK, SampleMail.numbered(number, 0));
  }

  private List<String> values(JsonNode page, String field) {
    List<String> all = new ArrayList<>();
    page.path("value").forEach(one -> all.add(one.path(field).asText()));
    return all;
  }

  @Test
  void shouldGiveOnlyChangesWhenADeltaLinkIsFollowed() throws Exception {
    // Given
    for (int i = 1; i <= 12; i++) {
      deliver(i);
    }
    JsonNode first = graph.json(DELTA);
    JsonNode second = graph.json(first.path("@odata.nextLink").asText());
    assertThat(values(first, "subject")).hasSize(10).startsWith("mail 1");
    assertThat(values(second, "subject")).containsExactly("mail 11", "mail 12");

    // When: one comes, one is read, one goes.
    deliver(13);
    String read = first.path("value").get(0).path("id").asText();
    graph.call("PATCH", "/me/messages/" + read, "application/json", "{\"isRead\":true}");
    String gone = first.path("value").get(1).path("id").asText();
    graph.call("DELETE", "/me/messages/" + gone, "application/json", "");
    JsonNode third = graph.json(second.path("@odata.deltaLink").asText());

    // Then
    assertThat(values(third, "subject")).contains("mail 13", "mail 1").hasSize(3);
    assertThat(third.path("value").get(2).path("id").asText()).isEqualTo(gone);
    assertThat(third.path("value").get(2).path("@removed").path("reason").asText())
        .isEqualTo("deleted");
  }

  @Test
  void shouldAnswerGoneWhenTheDeltaLinkIsTooOld() throws Exception {
    // Given
    String link = graph.json(DELTA).path("@odata.deltaLink").asText();

    // When
    simulator.apply(Fault.of(FaultKind.SYNC_STATE_LOST));
    HttpResponse<String> answer = graph.get(link);

    // Then
    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(Json.MAPPER.readTree(answer.body()).path("error").path("code").asText())
        .isEqualTo("syncStateNotFound");
  }

  @Test
  void shouldGiveTheRawMailWhenItsValueIsAsked() throws Exception {
    // Given
    byte[] raw = SampleMail.numbered(7, 0);
    simulator.deliver(SeedDirectory.HELPDESK, raw);
    String id = graph.json(DELTA).path("value").get(0).path("id").asText();

    // Then
    assertThat(graph.get("/me/messages/" + id + "/$value").body())
        .isEqualTo(new String(raw, StandardCharsets.US_ASCII));
  }

  @Test
  void shouldKeepTheImmutableIdWhenADraftIsSent() throws Exception {
    // Given
    String json =
        """
        {"subject":"Grüße","body":{"contentType":"html","content":"<p>Hi</p>"},
         "toRecipients":[{"emailAddress":{"address":"customer@customer.example"}}],
         "internetMessageHeaders":[{"name":"X-Ticket","value":"1"}],
         "attachments":[{"name":"a.txt","contentType":"text/plain","contentBytes":"eA=="}]}
        """;
    JsonNode draft = Json.MAPPER.readTree(graph.post("/me/messages", json).body());
    String path = "/me/messages/" + draft.path("id").asText();
    assertThat(draft.path("isDraft").asBoolean()).isTrue();

    // When
    int status = graph.post(path + "/send", "").statusCode();

    // Then
    assertThat(status).isEqualTo(202);
    JsonNode sent = graph.json(path);
    assertThat(sent.path("isDraft").asBoolean()).isFalse();
    assertThat(sent.path("parentFolderId").asText())
        .isEqualTo(graph.json("/me/mailFolders/sentitems").path("id").asText());
    assertThat(graph.post(path + "/send", "").statusCode()).isEqualTo(403);
    String arrived =
        new String(
            simulator.mails(SeedDirectory.CUSTOMER, "INBOX").getFirst().content().octets(),
            StandardCharsets.UTF_8);
    assertThat(arrived)
        .contains(draft.path("internetMessageId").asText())
        .doesNotContain("X-Ticket");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldLeaveADraftOnlyWhenItWasNotTakenAndTheAnswerIsLost(boolean taken) throws Exception {
    // Given
    String json =
        """
        {"subject":"lost","body":{"contentType":"text","content":"Hi"},
         "toRecipients":[{"emailAddress":{"address":"customer@customer.example"}}]}
        """;
    String path =
        "/me/messages/"
            + Json.MAPPER.readTree(graph.post("/me/messages", json).body()).path("id").asText();
    simulator.apply(
        Json.read(
            ("{\"kind\":\"answer-lost\",\"count\":1,\"taken\":" + taken + "}")
                .getBytes(StandardCharsets.UTF_8),
            Fault.class));

    // When
    assertThatThrownBy(() -> graph.post(path + "/send", "")).isInstanceOf(IOException.class);

    // Then
    assertThat(graph.json(path).path("isDraft").asBoolean()).isEqualTo(!taken);
    assertThat(simulator.mails(SeedDirectory.CUSTOMER, "INBOX")).hasSize(taken ? 1 : 0);
    assertThat(simulator.mails(SeedDirectory.HELPDESK, "Sent Items")).hasSize(taken ? 1 : 0);
  }

  @Test
  void shouldSendMimeWhenItComesInBase64() throws Exception {
    // Given
    String raw =
        "From: helpdesk@contoso.example\r\nTo: customer@customer.example\r\nSubject: x\r\n"
            + "Message-ID: <mine@contoso.example>\r\n\r\nHello\r\n";

    // When
    HttpResponse<String> answer =
        graph.call(
            "POST",
            "/me/sendMail",
            "text/plain",
            Base64.getEncoder().encodeToString(raw.getBytes(StandardCharsets.US_ASCII)));

    // Then
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(simulator.mails(SeedDirectory.HELPDESK, "Sent Items")).hasSize(1);
    assertThat(
            new String(
                simulator.mails(SeedDirectory.CUSTOMER, "INBOX").getFirst().content().octets(),
                StandardCharsets.US_ASCII))
        .contains("Message-ID: <mine@contoso.example>");
  }

  @Test
  void shouldListEveryUserOnceWhenPagesAreFollowed() throws Exception {
    // Given
    for (int i = 0; i < 250; i++) {
      simulator
          .directory()
          .put(User.named("id-%03d".formatted(i), "u" + i + "@contoso.example", "User " + i));
    }

    // When
    List<String> ids = new ArrayList<>();
    JsonNode page = graph.json("/users/delta?$select=id,accountEnabled");
    ids.addAll(values(page, "id"));
    while (page.has("@odata.nextLink")) {
      page = graph.json(page.path("@odata.nextLink").asText());
      ids.addAll(values(page, "id"));
    }
    simulator.directory().deleteUser("id-010");
    JsonNode later = graph.json(page.path("@odata.deltaLink").asText());

    // Then
    assertThat(ids).hasSize(253).doesNotHaveDuplicates();
    assertThat(values(later, "id")).containsExactly("id-010");
    assertThat(later.path("value").get(0).has("@removed")).isTrue();
  }

  @Test
  void shouldLeaveNobodyOutWhenUsersGoBetweenPages() throws Exception {
    // Given
    SeedUsers.add(simulator.directory(), 0, 250);
    simulator.apply(Fault.of(FaultKind.PAGE_OVERLAP));
    simulator.apply(Fault.of(FaultKind.PAGE_REPLAY));

    // When
    JsonNode page = graph.json("/users/delta?$select=id,manager,userType");
    List<String> ids = new ArrayList<>(values(page, "id"));
    List<JsonNode> users = new ArrayList<>();
    page.path("value").forEach(users::add);
    simulator.directory().deleteUser(SeedUsers.id(3));
    while (page.has("@odata.nextLink")) {
      page = graph.json(page.path("@odata.nextLink").asText());
      ids.addAll(values(page, "id"));
      page.path("value").forEach(users::add);
    }

    // Then: 3 of the seed, each of the new ones, the replays, and the one who went meanwhile
    assertThat(ids).hasSize(258);
    assertThat(Set.copyOf(ids)).hasSize(253);
    assertThat(users)
        .filteredOn(user -> user.path("id").asText().equals(SeedUsers.id(27)))
        .allSatisfy(
            user -> {
              assertThat(user.path("manager@delta").path(0).path("id").asText())
                  .isEqualTo(SeedUsers.id(20));
              assertThat(user.path("userType").asText()).isEqualTo("Member");
            });
    assertThat(values(graph.json(page.path("@odata.deltaLink").asText()), "id"))
        .containsExactly(SeedUsers.id(3));
  }

  @Test
  void shouldRefuseAnEncodedTokenWhenAClientEncodesItAnew() throws Exception {
    // Given
    for (int i = 0; i < 250; i++) {
      simulator
          .directory()
          .put(User.named("id-%03d".formatted(i), "u" + i + "@contoso.example", "User " + i));
    }
    String link = graph.json("/users").path("@odata.nextLink").asText();

    // Then
    assertThat(link).contains("%2B");
    assertThat(graph.get(link.replace("%2B", "%252B")).statusCode()).isEqualTo(400);
    assertThat(graph.get("/users?$top=1000").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldFollowNestedGroupsWhenTransitiveMembersAreAsked() throws Exception {
    // Given
    String group = "/groups/3a7e5c10-0000-4000-8000-000000000021";

    // Then
    assertThat(values(graph.json(group + "/members"), "displayName"))
        .containsExactly("Help desk agents", "Help Desk");
    assertThat(values(graph.json(group + "/transitiveMembers"), "displayName"))
        .containsExactlyInAnyOrder("Help desk agents", "Ann Sample", "Help Desk");
  }

  @Test
  void shouldTellEndDatesAndNeverSecretsWhenAnApplicationIsRead() throws Exception {
    // When
    HttpResponse<String> answer =
        graph.get("/applications(appId='" + SeedDirectory.CLIENT_ID + "')");

    // Then
    JsonNode secret = Json.MAPPER.readTree(answer.body()).path("passwordCredentials").get(0);
    assertThat(secret.path("endDateTime").asText()).isNotEmpty();
    assertThat(answer.body()).doesNotContain(SeedDirectory.CLIENT_SECRET);
  }

  @Test
  void shouldAskToWaitWhenItIsThrottled() throws Exception {
    // Given
    simulator
        .settings()
        .use(
            Json.patched(
                simulator.settings().behaviour(),
                "{\"graphRequestsInTenMinutes\":2}".getBytes(StandardCharsets.UTF_8),
                dev.mailbridge.simulator.Behaviour.class));
    graph.get("/me/mailFolders");
    graph.get("/me/mailFolders");

    // When
    HttpResponse<String> third = graph.get("/me/mailFolders");
    simulator.clock().advance(Duration.ofMinutes(11));

    // Then
    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void shouldRefuseWhenTheTokenIsForOutlook() throws Exception {
    String token =
        simulator.accessToken(
            SeedDirectory.CLIENT_ID, SeedDirectory.HELPDESK, Resource.OUTLOOK, "Mail.Read");
    try (GraphClient other = new GraphClient(simulator, token)) {
      assertThat(other.get("/me/mailFolders").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void shouldRefuseAForeignMailboxWhenTheUserHasNoRight() throws Exception {
    assertThat(graph.get("/users/ann@contoso.example/mailFolders").statusCode()).isEqualTo(403);
    assertThat(graph.get("/users/nobody@contoso.example/mailFolders").statusCode()).isEqualTo(404);
  }
}
