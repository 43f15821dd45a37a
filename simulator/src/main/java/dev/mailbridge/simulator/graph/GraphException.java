package dev.mailbridge.simulator.graph;

import java.io.Serial;
import java.util.Map;

/** A refusal of Graph's. */
final class GraphException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> headers;

  GraphException(int status, String code, String message) {
    this(status, code, message, Map.of());
  }

  GraphException(int status, String code, String message, Map<String, String> headers) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = Map.copyOf(headers);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  Map<String, String> headers() {
    return headers;
  }

  static GraphException notFound() {
    return new GraphException(
        404, "ErrorItemNotFound", "The specified object was not found in the store.");
  }

  static GraphException badRequest(String message) {
    return new GraphException(400, "BadRequest", message);
  }
}
