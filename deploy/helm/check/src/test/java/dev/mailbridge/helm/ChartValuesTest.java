package dev.mailbridge.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that can't work are refused before anything is installed. */
class ChartValuesTest {
  static final List<String> VALUE_SETS = HelmChart.VALUE_SETS;

  @ParameterizedTest
  @FieldSource("VALUE_SETS")
  void shouldPassTheLintWhenTheValuesAreOneOfOurSets(String valueSet) {
    HelmChart.Output output =
        HelmChart.helm("lint", "--strict", "mail-bridge", "-f", "values/" + valueSet + ".yaml");

    assertThat(output.exit()).as(output.out()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image.tag=latest",
        "image.registry=",
        "image.registri=registry.example.com",
        "kafka.bootstrapServers=kafka",
        "kafka.security=none",
        "serviceAuthentication.mode=tokens",
        "people.mode=oidc",
        "content.kind=s3",
        "ingress.admin.enabled=true",
        "podSecurity.runAsUser=0",
        "services.imap-poller.replicas=0",
        "services.imap-poller.resources.limits.memory=null",
        "services.imap-poller.database.url=jdbc:postgresql://x/y",
        "services.token-service.database.url=jdbc:postgresql://user:password@host/db",
        "services.token-service.properties.quarkus\\.datasource\\.password=x",
        "services.other.replicas=1",
        "test.image=curlimages/curl:latest",
        "networkPolicy.internet[0].cidr=0.0.0.0/0",
        "tracing.endpoint=http://collector",
        "transit.url=https://vault.example.com:8200",
        "services.token-service.masterKeySecret=",
        "test.mailbox=monitoring"
      })
  void shouldRefuseAValueThatCannotWork(String value) {
    HelmChart.Output output = HelmChart.template("minimal", "--set", value);

    assertThat(output.exit()).as(output.out()).isNotZero();
    assertThat(output.out()).containsPattern("at '/|schema");
  }

  @Test
  void shouldAskForEverythingThatMustBeGivenWhenThereAreNoValues() {
    HelmChart.Output output = HelmChart.helm("template", "mb", "mail-bridge");

    assertThat(output.exit()).isNotZero();
    assertThat(
            Stream.of("/image/registry", "/kafka/bootstrapServers", "token-service/database/url"))
        .allMatch(output.out()::contains);
  }

  @Test
  void shouldRestartThePodsWhenTheConfigurationChanges() {
    String before = HelmChart.template("minimal").out();
    String after = HelmChart.template("minimal", "--set", "logging.level=DEBUG").out();

    List<String> checksums = checksums(before);
    assertThat(checksums).hasSize(4).doesNotContainAnyElementsOf(checksums(after));
  }

  private static List<String> checksums(String rendered) {
    return rendered.lines().filter(line -> line.contains("checksum/configuration")).toList();
  }
}
