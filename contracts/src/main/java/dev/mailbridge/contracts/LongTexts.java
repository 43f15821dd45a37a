package dev.mailbridge.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes long texts as octets: character by character, Jackson's own way, takes far longer. */
final class LongTexts extends StdScalarSerializer<String> {
  private static final long serialVersionUID = 1L;
  private static final int LONG = 256;

  LongTexts() {
    super(String.class);
  }

  @Override
  public void serialize(String text, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    if (text.length() >= LONG && json instanceof UTF8JsonGenerator) {
      byte[] octets = text.getBytes(StandardCharsets.UTF_8);
      json.writeUTF8String(octets, 0, octets.length);
    } else {
      json.writeString(text);
    }
  }
}
