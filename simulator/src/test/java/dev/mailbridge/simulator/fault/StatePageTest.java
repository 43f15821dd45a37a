package dev.mailbridge.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.simulator.Simulator;
import dev.mailbridge.simulator.SimulatorConfig;
import dev.mailbridge.simulator.Tokens;
import dev.mailbridge.simulator.directory.SeedDirectory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class StatePageTest {
  @Test
  void shouldShowMailsTokensAndFaultsWhenItsFormsAreUsed() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorConfig.onFreePorts());
        HttpClient browser = HttpClient.newHttpClient()) {
      // When
      post(browser, simulator, "sample", "mailbox=helpdesk%40contoso.example");
      post(browser, simulator, "fault", "kind=fetch-no&uid=1&count=2&text=&share=0.5");
      String token = Tokens.imap(simulator, SeedDirectory.ANN);

      // Then
      String page =
          browser
              .send(
                  HttpRequest.newBuilder(URI.create(simulator.httpUrl() + "/")).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      assertThat(page)
          .contains("My printer does not print")
          .contains("<td>fetch-no")
          .contains(token.substring(token.length() - 4))
          .doesNotContain(token);
      assertThat(simulator.mails(SeedDirectory.HELPDESK, "INBOX")).hasSize(1);
      assertThat(simulator.faults().list().getFirst().fault().share()).contains(0.5);
    }
  }

  private static void post(HttpClient browser, Simulator simulator, String form, String fields)
      throws Exception {
    HttpResponse<String> answer =
        browser.send(
            HttpRequest.newBuilder(URI.create(simulator.httpUrl() + "/simulator/page/" + form))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(fields))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(303);
  }
}
