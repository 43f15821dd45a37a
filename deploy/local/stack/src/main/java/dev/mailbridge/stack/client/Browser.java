package dev.mailbridge.stack.client;

import dev.mailbridge.stack.StackException;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** A browser as far as signing in needs one: redirects, cookies and forms. */
public final class Browser {
  private static final int MOST_PAGES = 8;
  private static final int MOST_REDIRECTS = 10;

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Opens the address and fills every form until a page has none that asks for the user.
   *
   * @return where it ended
   * @throws StackException when a page answers with an error
   */
  public URI signIn(URI address, String user, String password) {
    return signIn(address, user, password, redirect -> true);
  }

  /**
   * The same up to the first redirect that isn't to be followed.
   *
   * @return that one, or where it ended
   */
  public URI signIn(URI address, String user, String password, Predicate<URI> follow) {
    HttpResponse<String> page = follow(open(HttpRequest.newBuilder(address)), follow);
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      if (isRedirect(page)) {
        return location(page);
      }
      Document document = Jsoup.parse(page.body(), page.uri().toString());
      Element form = document.selectFirst("form:has(input)");
      if (form == null || page.uri().getAuthority().equals(address.getAuthority())) {
        return page.uri();
      }
      page = follow(submit((FormElement) form, user, password), follow);
    }
    throw new StackException(
        "Signing in did not end after %d pages; the last is %s".formatted(MOST_PAGES, page.uri()));
  }

  private HttpResponse<String> follow(HttpResponse<String> answer, Predicate<URI> follow) {
    HttpResponse<String> last = answer;
    for (int i = 0; i < MOST_REDIRECTS && isRedirect(last) && follow.test(location(last)); i++) {
      last = open(HttpRequest.newBuilder(location(last)));
    }
    return last;
  }

  private static boolean isRedirect(HttpResponse<String> answer) {
    return answer.statusCode() / 100 == 3 && answer.headers().firstValue("Location").isPresent();
  }

  private static URI location(HttpResponse<String> redirect) {
    return redirect.uri().resolve(redirect.headers().firstValue("Location").orElseThrow());
  }

  private HttpResponse<String> submit(FormElement form, String user, String password) {
    StringJoiner body = new StringJoiner("&");
    for (Element input : form.select("input[name]:not([type=checkbox])")) {
      String value =
          switch (input.attr("type")) {
            case "password" -> password;
            case "email", "text" -> user;
            default -> input.attr("value");
          };
      body.add(encode(input.attr("name")) + "=" + encode(value));
    }
    // A browser sends the one button that was pressed: never the one that cancels.
    Element button = form.selectFirst("button.primary[name], button[type=submit][name]");
    if (button != null) {
      body.add(encode(button.attr("name")) + "=" + encode(button.attr("value")));
    }
    String action = form.absUrl("action");
    return open(
        HttpRequest.newBuilder(URI.create(action.isEmpty() ? form.baseUri() : action))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private HttpResponse<String> open(HttpRequest.Builder builder) {
    HttpRequest request = builder.timeout(Duration.ofSeconds(20)).build();
    try {
      HttpResponse<String> response = send(request);
      if (response.statusCode() >= 400) {
        throw new StackException(
            "Signing in: %s answered with %d: %s"
                .formatted(
                    withoutQuery(response.uri()),
                    response.statusCode(),
                    Jsoup.parse(response.body()).text()));
      }
      return response;
    } catch (IOException e) {
      throw new StackException("Signing in: %s failed".formatted(withoutQuery(request.uri())), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while signing in", e);
    }
  }

  /** One call with this browser's cookies, as it is: whatever is answered, no redirect followed. */
  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /** The query may hold a code. */
  private static String withoutQuery(URI uri) {
    return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
