package dev.mailbridge.configservice.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Sends to every page what no browser sends, and tells which answers are not in order. */
final class HostileVisitor {
  private static final List<String> WRONG_HEADERS =
      List.of(
          "Bearer nonsense",
          "Bearer ",
          "Bearer a.b.c",
          "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
          "Basic nonsense",
          "Negotiate abc",
          "\u00e4");

  /** A password is slow to check, as it should be. */
  private static final Set<String> GUESSED_AT = Set.of("/", "/audit", "/mail-settings");

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data; boundary=b";
  private static final Pattern STACK_TRACE =
      Pattern.compile("\\bat [\\w.$]+\\([\\w]+\\.java:\\d+\\)|\\b[a-z]+\\.[a-z.]+Exception\\b");

  /** Over {@code max-form-attribute-size} and {@code max-body-size}. */
  private static final int TOO_MUCH = 26 * 1024 * 1024;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  HostileVisitor(URI base) {
    this.base = base;
  }

  /** Nobody is let in, and nobody hears more than where to sign in. */
  List<String> withWrongCredentials() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (PageRoute route : PageRoute.all()) {
      List<String> headers = new ArrayList<>(WRONG_HEADERS);
      if (GUESSED_AT.contains(route.path())) {
        headers.add("Basic bm9ib2R5Om5vYm9keQ==");
      }
      for (String header : headers) {
        HttpResponse<String> answer =
            send(
                route.method(),
                route.path(),
                Map.of("Authorization", header, "Content-Type", FORM),
                new byte[0]);
        // The sign-in page is everybody's; what it is sent without a CSRF token it refuses.
        Set<Integer> expected =
            route.path().equals("/login") ? Set.of(200, 400, 401, 302) : Set.of(401, 302);
        if (!expected.contains(answer.statusCode()) || isTelling(answer)) {
          wrong.add(verdict(route, header, answer));
        }
      }
    }
    return wrong;
  }

  /** No 5xx and no stack trace, whatever comes instead of a form. */
  List<String> withWrongBodies(String authorization) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (PageRoute route : PageRoute.all()) {
      if (route.method().equals("GET")) {
        continue;
      }
      for (Map.Entry<String, byte[]> one : bodies().entrySet()) {
        String type = one.getKey().substring(one.getKey().indexOf(' ') + 1);
        HttpResponse<String> answer =
            send(
                route.method(),
                route.path(),
                type.isEmpty()
                    ? Map.of("Authorization", authorization)
                    : Map.of("Authorization", authorization, "Content-Type", type),
                one.getValue());
        if (answer.statusCode() < 400 || answer.statusCode() > 499 || isTelling(answer)) {
          wrong.add(verdict(route, one.getKey(), answer));
        }
      }
    }
    return wrong;
  }

  /** No 5xx but a callee's, and no stack trace, whatever stands in the address. */
  List<String> withHostileAddresses(String authorization) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (PageRoute route : PageRoute.all()) {
      // A stream of events has no end to wait for.
      if (route.method().equals("POST") || route.path().endsWith("/events")) {
        continue;
      }
      for (String value :
          List.of(
              "%00",
              "-1",
              "99999999999999999999",
              "x".repeat(3_000),
              "%3Cscript%3E",
              "%2e%2e",
              "%20",
              "%ff",
              "a%22b%27c",
              "nobody")) {
        HttpResponse<String> answer =
            send("GET", route.with(value), Map.of("Authorization", authorization), new byte[0]);
        boolean calleeIsDown = answer.statusCode() == 503;
        if ((answer.statusCode() > 499 && !calleeIsDown)
            || isTelling(answer)
            || answer.body().contains("<script>")) {
          wrong.add(verdict(route, value, answer));
        }
      }
    }
    return wrong;
  }

  /**
   * A form that is well enough, larger than any that is taken. Asked before it is sent, as a server
   * that refuses it hangs up on those who send on.
   */
  int withTooLargeForm(String path, String authorization) throws Exception {
    byte[] body = new byte[TOO_MUCH];
    Arrays.fill(body, (byte) 'a');
    byte[] start = "csrf-token=".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(start, 0, body, 0, start.length);
    return client
        .send(
            request(
                    "POST",
                    path,
                    Map.of("Authorization", authorization, "Content-Type", FORM),
                    body)
                .expectContinue(true)
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private static Map<String, byte[]> bodies() {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    bodies.put("nothing ", new byte[0]);
    bodies.put("json application/json", octets("{}"));
    bodies.put("xml text/xml", octets("<a/>"));
    bodies.put("text text/plain", octets("hello"));
    bodies.put("nonsense no/type;;", octets("hello"));
    bodies.put("no-type x", octets("hello"));
    bodies.put("no-token " + FORM, octets("a=b"));
    bodies.put("escapes " + FORM, octets("%zz=%&%=%00&csrf-token=%ff"));
    bodies.put("charset " + FORM + ";charset=nonsense", octets("a=b"));
    bodies.put("many " + FORM, octets("a=b&".repeat(5_000)));
    bodies.put("no-boundary multipart/form-data", octets("--b\r\n"));
    bodies.put("broken " + MULTIPART, octets("--b\r\nContent-Disposition: form-data; name=\"e"));
    bodies.put("headers " + MULTIPART, octets("--b\r\nnonsense\r\n\r\nx\r\n--b--\r\n"));
    bodies.put(
        "part " + MULTIPART,
        octets("--b\r\nContent-Disposition: form-data; name=\"csrf-token\"\r\n\r\nx\r\n--b--\r\n"));
    return bodies;
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private HttpResponse<String> send(
      String method, String path, Map<String, String> headers, byte[] body) throws Exception {
    return client.send(
        request(method, path, headers, body).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(
      String method, String path, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return request;
  }

  private static boolean isTelling(HttpResponse<String> answer) {
    return STACK_TRACE.matcher(answer.body()).find();
  }

  private static String verdict(PageRoute route, String what, HttpResponse<String> answer) {
    return "%s: %d for %s: %.200s".formatted(route, answer.statusCode(), what, answer.body());
  }
}
