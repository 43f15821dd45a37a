package dev.mailbridge.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * RFC 9457 problem details.
 *
 * @param detail what happened here and what to do next
 * @param traceId where the logs and traces of this request are found, null when tracing is off
 * @param errors one entry for each invalid field
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type, String title, int status, String detail, String traceId, List<FieldError> errors) {
  public static final String MEDIA_TYPE = "application/problem+json";

  /**
   * @param pointer an RFC 6901 JSON pointer into the request's body, or the parameter's name
   */
  public record FieldError(String pointer, String detail) {}

  static Problem of(ProblemType type, String detail, String traceId) {
    return new Problem(uri(type.slug()), type.title(), type.status(), detail, traceId, null);
  }

  static String uri(String slug) {
    return "urn:mail-bridge:problem:" + slug;
  }
}
