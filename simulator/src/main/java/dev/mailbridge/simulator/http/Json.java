package dev.mailbridge.simulator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** JSON as the simulator reads and writes it: an unknown field is an error, so that typos show. */
public final class Json {
  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new com.fasterxml.jackson.datatype.jdk8.Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .serializationInclusion(JsonInclude.Include.NON_ABSENT)
          .build();

  private Json() {}

  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new BadCall(400, "The body is not what is expected: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadCall(400, "The body could not be read: " + e.getMessage());
    }
  }

  /** A JSON merge patch (RFC 7396) on a record: fields that are not named stay. */
  public static <T> T patched(T value, byte[] patch, Class<T> type) {
    JsonNode change = read(patch, JsonNode.class);
    if (!change.isObject()) {
      throw new BadCall(400, "The body must be a JSON object with the fields to change");
    }
    ObjectNode merged = merge(MAPPER.valueToTree(value), (ObjectNode) change);
    try {
      return MAPPER.treeToValue(merged, type);
    } catch (JsonProcessingException e) {
      throw new BadCall(400, "The body is not what is expected: " + e.getOriginalMessage());
    }
  }

  private static ObjectNode merge(ObjectNode target, ObjectNode patch) {
    patch
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                target.remove(field.getKey());
              } else if (field.getValue().isObject()
                  && target.get(field.getKey()) instanceof ObjectNode inner) {
                merge(inner, (ObjectNode) field.getValue());
              } else {
                target.set(field.getKey(), field.getValue());
              }
            });
    return target;
  }
}
