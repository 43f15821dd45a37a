package dev.mailbridge.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.mailbridge.contracts.Topics;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclOperation;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Strimzi resources do what the contracts say. */
class KafkaResourcesTest {
  private static final Path KAFKA = Path.of("../../kafka");

  @Test
  void shouldMakeTheTopicsOfEveryInstallation() throws IOException {
    Set<String> shared =
        Arrays.stream(Topics.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .map(KafkaResourcesTest::value)
            .collect(Collectors.toSet());

    assertThat(topics().keySet()).isEqualTo(shared);
    assertThat(topics().values())
        .allSatisfy(topic -> assertThat(topic.getSpec().getReplicas()).isEqualTo(3));
  }

  @Test
  void shouldGiveThePartitionedTopicsTheSamePartitions() throws IOException {
    Map<String, KafkaTopic> topics = topics();

    assertThat(List.of(Topics.MAILBOXES, Topics.CURSORS, Topics.LEDGER))
        .allSatisfy(name -> assertThat(topics.get(name).getSpec().getPartitions()).isEqualTo(64));
  }

  @ParameterizedTest
  @ValueSource(strings = {Topics.MAILBOXES, Topics.CURSORS, Topics.STATUS})
  void shouldKeepTheLastValueOfEachKeyForEver(String topic) throws IOException {
    assertThat(topics().get(topic).getSpec().getConfig())
        .containsEntry("cleanup.policy", "compact");
  }

  @Test
  void shouldMakeNoTopicByAccidentAndLetNobodyInWithoutACertificate() throws IOException {
    Kafka kafka = read("kafka.yaml", Kafka.class).getFirst();

    assertThat(kafka.getSpec().getKafka().getConfig())
        .containsEntry("auto.create.topics.enable", false)
        .containsEntry("min.insync.replicas", 2);
    assertThat(kafka.getSpec().getKafka().getAuthorization().getType()).isEqualTo("simple");
    assertThat(kafka.getSpec().getKafka().getListeners())
        .allSatisfy(
            listener -> {
              assertThat(listener.isTls()).isTrue();
              assertThat(listener.getAuth().getType()).isEqualTo("tls");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"config-service", "token-service", "imap-poller", "smtp-sender", "helpdesk"})
  void shouldAllowEachUserExactlyWhatTheAsyncApiDocumentSays(String user) throws IOException {
    String who = user.equals("helpdesk") ? "project" : user;
    assertThat(topicsFor(user, AclOperation.WRITE)).isEqualTo(asyncApi(who, "send"));
    assertThat(topicsFor(user, AclOperation.READ)).isEqualTo(asyncApi(who, "receive"));
  }

  @Test
  void shouldLetOnlyPollersUseThePollersTransactionalIds() throws IOException {
    for (KafkaUser user : users().values()) {
      for (AclRule rule : rules(user)) {
        if (rule.getResource() instanceof AclRuleTransactionalIdResource id) {
          assertThat("imap-poller.7".startsWith(id.getName()))
              .as(user.getMetadata().getName())
              .isEqualTo(user.getMetadata().getName().equals("mail-bridge-imap-poller"));
        }
        if (rule.getResource() instanceof AclRuleGroupResource group) {
          assertThat(user.getMetadata().getName()).endsWith(group.getName());
        }
      }
    }
  }

  private static Set<String> topicsFor(String user, AclOperation operation) throws IOException {
    return rules(users().get("mail-bridge-" + user)).stream()
        .filter(rule -> rule.getOperations().contains(operation))
        .map(AclRule::getResource)
        .filter(AclRuleTopicResource.class::isInstance)
        .map(KafkaResourcesTest::address)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** As the AsyncAPI document writes it: a prefix stands for all projects, helpdesk for its own. */
  private static String address(AclRuleResource resource) {
    AclRuleTopicResource topic = (AclRuleTopicResource) resource;
    return topic.getName().endsWith(".")
        ? topic.getName() + "{project}"
        : topic.getName().replace(".helpdesk", ".{project}");
  }

  private static Set<String> asyncApi(String who, String action) throws IOException {
    try (InputStream yaml = Topics.class.getResourceAsStream("asyncapi.yaml")) {
      JsonNode document = new YAMLMapper().readTree(yaml);
      return document
          .path("operations")
          .valueStream()
          .filter(operation -> operation.path("action").asText().equals(action))
          .filter(operation -> operation.at("/tags/0/name").asText().equals(who))
          .map(operation -> operation.at("/channel/$ref").asText().substring(1))
          .map(channel -> document.at(channel).path("address").asText())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static List<AclRule> rules(KafkaUser user) {
    return ((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization()).getAcls();
  }

  private static Map<String, KafkaUser> users() throws IOException {
    return read("users.yaml", KafkaUser.class).stream()
        .collect(Collectors.toMap(user -> user.getMetadata().getName(), Function.identity()));
  }

  private static Map<String, KafkaTopic> topics() throws IOException {
    return read("topics.yaml", KafkaTopic.class).stream()
        .collect(Collectors.toMap(topic -> topic.getMetadata().getName(), Function.identity()));
  }

  private static <T> List<T> read(String file, Class<T> kind) throws IOException {
    return StrictManifests.read(Files.readString(KAFKA.resolve(file))).stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private static String value(java.lang.reflect.Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
