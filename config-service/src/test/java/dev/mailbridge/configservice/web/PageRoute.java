package dev.mailbridge.configservice.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every address of the web admin, as its classes name them: nobody has to keep a list. */
record PageRoute(String method, String path, List<String> queries) {
  /** Stands for a part of the path that the caller chooses. */
  private static final String PLACE = "nobody";

  private static final String PARAMETER = "\\{[^}]*}";

  static List<PageRoute> all() {
    try (Stream<java.nio.file.Path> files =
        Files.list(
            java.nio.file.Path.of(LoginPage.class.getResource("LoginPage.class").toURI())
                .getParent())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class"))
          .map(PageRoute::load)
          .filter(type -> type.isAnnotationPresent(Path.class))
          .flatMap(type -> Arrays.stream(type.getDeclaredMethods()).flatMap(PageRoute::of))
          .filter(route -> !route.path().startsWith("/api/"))
          .distinct()
          .sorted(java.util.Comparator.comparing(PageRoute::toString))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Its address with this value wherever it takes one.
   *
   * @param value encoded as in an address
   */
  String with(String value) {
    String query =
        queries.stream().map(name -> name + "=" + value).collect(Collectors.joining("&"));
    return path.replace(PLACE, value) + (query.isEmpty() ? "" : "?" + query);
  }

  private static Class<?> load(String file) {
    try {
      return Class.forName(
          PageRoute.class.getPackageName() + "." + file.replace(".class", ""),
          false,
          LoginPage.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<PageRoute> of(Method method) {
    Path path = method.getAnnotation(Path.class);
    String whole =
        ("/"
                + method.getDeclaringClass().getAnnotation(Path.class).value()
                + "/"
                + (path == null ? "" : path.value()))
            .replaceAll(PARAMETER, PLACE)
            .replaceAll("/+", "/")
            .replaceAll("(?<=.)/$", "");
    List<String> queries =
        Arrays.stream(method.getParameters())
            .filter(one -> one.isAnnotationPresent(QueryParam.class))
            .map(one -> one.getAnnotation(QueryParam.class).value())
            .toList();
    return Stream.of(
            method.isAnnotationPresent(GET.class) ? "GET" : "",
            method.isAnnotationPresent(POST.class) ? "POST" : "")
        .filter(name -> !name.isEmpty())
        .map(name -> new PageRoute(name, whole, queries));
  }
}
