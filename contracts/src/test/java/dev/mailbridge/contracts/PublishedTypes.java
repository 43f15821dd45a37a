package dev.mailbridge.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Every type that a record on a topic can have, with its schema and its samples. */
final class PublishedTypes {
  static final List<Class<? extends Record>> ALL =
      List.of(
          IncomingMail.class,
          OutgoingMail.class,
          DeliveryReport.class,
          Bounce.class,
          SentMail.class,
          FolderCursor.class,
          ReadingPause.class,
          LedgerEntry.class,
          MailboxStatus.class,
          MailboxDefinition.class,
          DeadLetter.class,
          DirectoryUser.class);

  static final Path RESOURCES = Path.of("src/main/resources/dev/mailbridge/contracts");

  private PublishedTypes() {}

  /** The CloudEvents type. */
  static String typeName(Class<?> type) {
    try {
      return (String) type.getField("TYPE").get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no TYPE", e);
    }
  }

  /** Its name in the folders of schemas and samples, such as {@code incoming-mail.v1}. */
  static String shortName(Class<?> type) {
    return typeName(type).substring("dev.mailbridge.".length());
  }

  static JsonNode schemaDocument(Class<?> type) {
    return json(RESOURCES.resolve("schema").resolve(shortName(type) + ".json"));
  }

  static JsonSchema schema(Class<?> type) {
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(schemaDocument(type), config);
  }

  static List<Path> samples(Class<?> type) {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("samples").resolve(shortName(type)))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(Path file) {
    try {
      return ContractJson.mapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
