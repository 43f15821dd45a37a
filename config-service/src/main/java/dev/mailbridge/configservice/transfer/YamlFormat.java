package dev.mailbridge.configservice.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.mailbridge.platform.problem.Problem.FieldError;
import dev.mailbridge.platform.problem.ProblemException;
import java.util.List;
import java.util.stream.Collectors;

/** Writes and reads the document. A field that nobody knows is refused: it is a typing error. */
final class YamlFormat {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private static final String HEADER =
      """
      # Secrets are not in here. A registration that this document adds waits for its secret: enter it
      # under Configuration, or put it into mail-bridge.transfer.secrets-directory, in a file that is
      # named as the registration, before the document is applied. Who signed in signs in again.
      """;

  private YamlFormat() {}

  static String write(ConfigurationDocument document) {
    try {
      return HEADER + YAML.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static ConfigurationDocument read(String yaml) {
    try {
      ConfigurationDocument document = YAML.readValue(yaml, ConfigurationDocument.class);
      if (document == null || document.version() != ConfigurationDocument.VERSION) {
        throw refused("/version", "Start the document with “version: 1”.");
      }
      return document;
    } catch (JsonMappingException e) {
      String pointer =
          e.getPath().stream()
              .map(r -> r.getFieldName() == null ? "" + r.getIndex() : r.getFieldName())
              .collect(Collectors.joining("/", "/", ""));
      throw refused(
          pointer,
          e.getCause() instanceof IllegalArgumentException cause
              ? cause.getMessage()
              : "This field is not known, or its value has the wrong form.");
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new ProblemException(
          TransferProblem.UNREADABLE, "This is not YAML: look at line %d.".formatted(line));
    }
  }

  private static ProblemException refused(String pointer, String advice) {
    return new ProblemException(
        TransferProblem.UNREADABLE,
        pointer + ": " + advice,
        List.of(new FieldError(pointer, advice)));
  }
}
