package dev.mailbridge.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.mailbridge.platform.problem.Problem.FieldError;
import io.opentelemetry.api.trace.Span;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error of every service leaves through here. */
class ProblemMapper {
  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> REQUEST_READERS =
      Set.of(
          "org.jboss.resteasy.reactive.common.util.URLUtils",
          "org.jboss.resteasy.reactive.server.core.multipart.FormData");
  private static final String IDENTIFIERS = "dev\\.mailbridge\\.contracts\\.\\w+Id";

  @ServerExceptionMapper
  Response known(ProblemException e) {
    return respond(
        e.errors().isEmpty()
            ? Problem.of(e.type(), e.getMessage(), traceId())
            : invalid(e.type(), e.getMessage(), e.errors()));
  }

  @ServerExceptionMapper
  Response invalid(ConstraintViolationException e) {
    List<FieldError> errors =
        e.getConstraintViolations().stream()
            .map(v -> new FieldError(pointer(v), v.getMessage()))
            .sorted((a, b) -> a.pointer().compareTo(b.pointer()))
            .toList();
    String detail =
        errors.stream()
            .map(error -> error.pointer() + ": " + error.detail())
            .collect(Collectors.joining("; "));
    return respond(invalid(RequestProblem.INVALID, detail, errors));
  }

  /** MismatchedInputException too, or Quarkus' own mapper for it would be nearer. */
  @ServerExceptionMapper({JsonMappingException.class, MismatchedInputException.class})
  Response unreadable(JsonMappingException e) {
    String pointer =
        e.getPath().stream()
            .map(r -> r.getFieldName() == null ? String.valueOf(r.getIndex()) : r.getFieldName())
            .collect(Collectors.joining("/", "/", ""));
    // A value type's own constructor says best what is wrong; Jackson's own texts name classes.
    String detail =
        switch (e) {
          case JsonMappingException wrapped
              when wrapped.getCause() instanceof IllegalArgumentException cause ->
              cause.getMessage();
          case InvalidFormatException format when format.getTargetType().isEnum() ->
              "Choose one of " + codes(format.getTargetType()) + ".";
          default -> "This value has the wrong form; see the OpenAPI document at /q/openapi.";
        };
    return respond(
        invalid(
            RequestProblem.UNREADABLE,
            pointer + ": " + detail,
            List.of(new FieldError(pointer, detail))));
  }

  @ServerExceptionMapper
  Response unreadable(JsonProcessingException e) {
    return respond(
        Problem.of(
            RequestProblem.UNREADABLE,
            "The body isn't JSON (line %d, column %d)."
                .formatted(
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                    e.getLocation() == null ? 0 : e.getLocation().getColumnNr()),
            traceId()));
  }

  @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
  Response unauthenticated() {
    return respond(
        Problem.of(
            RequestProblem.UNAUTHENTICATED,
            "Send a valid key or token in the Authorization header: Bearer …",
            traceId()));
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException e) {
    return respond(
        Problem.of(
            RequestProblem.FORBIDDEN,
            "Your identity has no role that may do this; ask an administrator for one.",
            traceId()));
  }

  @ServerExceptionMapper
  Response http(WebApplicationException e) {
    Response response = e.getResponse();
    if (response.getStatus() < 400) {
      return response;
    }
    if (e.getCause() instanceof JsonMappingException cause) {
      return unreadable(cause);
    }
    if (e.getCause() instanceof JsonProcessingException cause) {
      return unreadable(cause);
    }
    String slug = "http-" + response.getStatus();
    String title = Response.Status.fromStatusCode(response.getStatus()).getReasonPhrase();
    return respond(
        new Problem(
            Problem.uri(slug), title, response.getStatus(), e.getMessage(), traceId(), null),
        response.getHeaders());
  }

  @ServerExceptionMapper
  Response unknown(Throwable e) {
    if (isAboutWhatWasSent(e)) {
      return respond(
          Problem.of(
              RequestProblem.UNREADABLE,
              "Some of what was sent can't be read: look at the address and the form's fields.",
              traceId()));
    }
    LOG.errorf(e, "A request failed (trace %s)", traceId());
    return respond(
        Problem.of(
            RequestProblem.INTERNAL,
            "Try again; if it happens again, give the trace id to an operator.",
            traceId()));
  }

  /**
   * A form that RESTEasy can't decode or that has too many fields, and an identifier that a value
   * type refuses: it has no exceptions of its own for them, so where they come from has to tell.
   */
  private static boolean isAboutWhatWasSent(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length > 0
        && e instanceof RuntimeException
        && (REQUEST_READERS.contains(trace[0].getClassName())
            || (e instanceof IllegalArgumentException
                && trace[0].getClassName().matches(IDENTIFIERS)));
  }

  private static Problem invalid(ProblemType type, String detail, List<FieldError> errors) {
    return new Problem(
        Problem.uri(type.slug()), type.title(), type.status(), detail, traceId(), errors);
  }

  /** As they stand in JSON. */
  private static String codes(Class<?> choices) {
    return Stream.of(choices.getEnumConstants())
        .map(choice -> JSON.convertValue(choice, String.class))
        .collect(Collectors.joining(", "));
  }

  /** The path without the method's and the parameter's names. */
  private static String pointer(ConstraintViolation<?> violation) {
    List<String> names = new ArrayList<>();
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getIndex() != null) {
        names.add(node.getIndex().toString());
      }
      switch (node.getKind()) {
        case METHOD, CONSTRUCTOR, CROSS_PARAMETER, RETURN_VALUE, BEAN -> {}
        case PARAMETER, PROPERTY, CONTAINER_ELEMENT -> names.add(node.getName());
      }
    }
    if (names.size() > 1) {
      names.removeFirst();
    }
    return "/" + String.join("/", names);
  }

  private static Response respond(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
  }

  private static Response respond(Problem problem, MultivaluedMap<String, Object> headers) {
    Response.ResponseBuilder response = Response.status(problem.status());
    headers.forEach((name, values) -> values.forEach(value -> response.header(name, value)));
    return response.type(Problem.MEDIA_TYPE).entity(problem).build();
  }

  private static String traceId() {
    String id = Span.current().getSpanContext().getTraceId();
    return id.matches("0+") ? null : id;
  }
}
