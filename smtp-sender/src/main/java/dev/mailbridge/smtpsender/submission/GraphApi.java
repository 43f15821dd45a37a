package dev.mailbridge.smtpsender.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mailbridge.contracts.MailboxDefinition;
import dev.mailbridge.platform.tls.TrustedAuthorities;
import dev.mailbridge.token.AccessToken;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;

/** The few requests of Microsoft Graph v1.0 that sending needs. Ids are the immutable ones. */
@Singleton
public class GraphApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SubmissionConfig config;
  private final HttpClient http;

  @Inject
  GraphApi(SubmissionConfig config, TrustedAuthorities authorities) {
    this(config, authorities.sslContext());
  }

  GraphApi(SubmissionConfig config, SSLContext tls) {
    this.config = config;
    this.http = HttpClient.newBuilder().sslContext(tls).connectTimeout(config.timeout()).build();
  }

  /**
   * @param retryAfter seconds, null when it asks for nothing
   * @param code Graph's own, null when there is none
   */
  record Answer(int status, String code, String text, Long retryAfter, JsonNode body) {
    boolean good() {
      return status / 100 == 2;
    }
  }

  /** Who a mailbox is to Graph. */
  static String user(MailboxDefinition mailbox) {
    return "/users/" + encode(mailbox.address());
  }

  /** A draft from a whole mail (RFC 5322, in base64). */
  Answer createDraft(MailboxDefinition mailbox, AccessToken token, BodyPublisher mail)
      throws IOException, InterruptedException {
    return exchange(
        request(user(mailbox) + "/messages", token)
            .timeout(config.answerTimeout())
            .header("Content-Type", "text/plain")
            .POST(mail)
            .build());
  }

  Answer send(MailboxDefinition mailbox, AccessToken token, String draft)
      throws IOException, InterruptedException {
    return exchange(
        request(user(mailbox) + "/messages/" + encode(draft) + "/send", token)
            .timeout(config.answerTimeout())
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
  }

  Answer delete(MailboxDefinition mailbox, AccessToken token, String message)
      throws IOException, InterruptedException {
    return exchange(
        request(user(mailbox) + "/messages/" + encode(message), token).DELETE().build());
  }

  /** The messages of a well-known folder with this Message-ID. */
  public List<GraphMessage> find(
      MailboxDefinition mailbox, AccessToken token, String folder, String messageId)
      throws IOException, InterruptedException {
    String filter = "internetMessageId eq '" + messageId.replace("'", "''") + "'";
    Answer answer =
        exchange(
            request(
                    user(mailbox)
                        + "/mailFolders/"
                        + folder
                        + "/messages?$select=id,internetMessageId&$filter="
                        + encode(filter),
                    token)
                .GET()
                .build());
    if (!answer.good()) {
      throw new IOException("Graph answers " + answer.status() + " " + answer.code());
    }
    return StreamSupport.stream(answer.body().path("value").spliterator(), false)
        .map(m -> new GraphMessage(m.path("id").asText(), m.path("internetMessageId").asText(null)))
        .toList();
  }

  private HttpRequest.Builder request(String path, AccessToken token) {
    String base = config.graphUrl().toString();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return HttpRequest.newBuilder(URI.create(root + "/v1.0" + path))
        .timeout(config.timeout())
        .header("Authorization", "Bearer " + token.value())
        .header("Prefer", "IdType=\"ImmutableId\"");
  }

  private Answer exchange(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    JsonNode body = json(response.body());
    JsonNode error = body.path("error");
    return new Answer(
        response.statusCode(),
        error.path("code").asText(null),
        error.path("message").asText(""),
        retryAfter(response),
        body);
  }

  private static Long retryAfter(HttpResponse<String> response) {
    Optional<String> header = response.headers().firstValue("Retry-After");
    return header.filter(text -> text.matches("\\d{1,6}")).map(Long::valueOf).orElse(null);
  }

  private static JsonNode json(String text) {
    try {
      return text == null || text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
