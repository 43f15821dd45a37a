package dev.mailbridge.contracts;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/**
 * How contracts are written and read: unknown fields are ignored, instants are ISO 8601 in UTC,
 * durations ISO 8601, nulls stay.
 */
public final class ContractJson {
  private static final ObjectMapper MAPPER = configure(JsonMapper.builder()).build();

  private ContractJson() {}

  /** The shared mapper; it must not be configured further. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  private static JsonMapper.Builder configure(JsonMapper.Builder builder) {
    return builder
        .addModule(new JavaTimeModule())
        .addModule(new SimpleModule().addSerializer(String.class, new LongTexts()))
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        // Immutable maps have another order in each JVM; the same event must give the same octets.
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  public static byte[] write(Object event) {
    try {
      return MAPPER.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws UncheckedIOException when the octets aren't JSON of that type; its message names the
   *     place and the rule, but never the value, which can be a mail's text
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      T event = MAPPER.readValue(json, type);
      if (event == null) {
        throw unreadable(type, "it is null");
      }
      return event;
    } catch (JsonMappingException e) {
      throw unreadable(type, reason(e) + " at " + path(e) + position(e));
    } catch (JsonProcessingException e) {
      throw unreadable(type, "it is no JSON" + position(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UncheckedIOException unreadable(Class<?> type, String why) {
    return new UncheckedIOException(
        new IOException("The value is no valid %s: %s".formatted(type.getSimpleName(), why)));
  }

  /** Our identifiers' messages state the rule alone; Jackson's own repeat the value. */
  private static String reason(JsonMappingException e) {
    return e.getCause() instanceof IllegalArgumentException rule
        ? rule.getMessage()
        : "a value of another form was expected";
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
        .collect(Collectors.joining("/", "/", ""));
  }

  private static String position(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null
        ? ""
        : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }
}
