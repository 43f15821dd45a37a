package dev.mailbridge.tokenservice.packaged;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person in front of Keycloak's pages, in a browser with cookies and without script. */
final class KeycloakBrowser {
  private static final Pattern FORM =
      Pattern.compile("(?s)<form[^>]*action=\"([^\"]+)\".*?</form>");
  private static final Pattern HIDDEN =
      Pattern.compile("<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"");

  private final HttpClient http = HttpClient.newHttpClient();

  /** Secure ones too: browsers take localhost for safe. */
  private final Map<String, String> cookies = new LinkedHashMap<>();

  /** Signs in and agrees to everything, until the browser is sent elsewhere or the pages end. */
  String signIn(String address, String elsewhere) throws IOException {
    HttpResponse<String> page = follow(get(URI.create(address)), elsewhere);
    for (int pages = 0; pages < 5 && !gone(page, elsewhere); pages++) {
      Matcher form = FORM.matcher(page.body());
      if (!form.find()) {
        return page.body();
      }
      page = follow(submit(page.uri(), form), elsewhere);
    }
    return page.headers().firstValue("Location").orElse(page.body());
  }

  private static boolean gone(HttpResponse<String> response, String elsewhere) {
    return response.headers().firstValue("Location").orElse("").startsWith(elsewhere);
  }

  private HttpResponse<String> follow(HttpResponse<String> response, String elsewhere)
      throws IOException {
    HttpResponse<String> current = response;
    while (current.statusCode() / 100 == 3 && !gone(current, elsewhere)) {
      String location = current.headers().firstValue("Location").orElseThrow();
      current = get(current.uri().resolve(location));
    }
    return current;
  }

  private HttpResponse<String> submit(URI page, Matcher form) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher hidden = HIDDEN.matcher(form.group());
    while (hidden.find()) {
      fields.put(hidden.group(1), unescape(hidden.group(2)));
    }
    if (form.group().contains("name=\"password\"")) {
      fields.put("username", KeycloakServer.ACCOUNT);
      fields.put("password", KeycloakServer.PASSWORD);
    } else {
      fields.put("accept", "Yes");
    }
    String body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(page.resolve(unescape(form.group(1))))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(URI address) throws IOException {
    return send(HttpRequest.newBuilder(address));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      for (String cookie : response.headers().allValues("Set-Cookie")) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        cookies.put(pair[0], pair[1]);
      }
      return response;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static String unescape(String html) {
    return html.replace("&amp;", "&").replace("&#x2F;", "/").replace("&quot;", "\"");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
