package dev.mailbridge.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.FieldSource;

/** What the chart's objects say of each other is true, in every value set. */
@ParameterizedClass
@FieldSource("dev.mailbridge.helm.HelmChart#VALUE_SETS")
class ChartWiringTest {
  private static final String COMPONENT = "app.kubernetes.io/component";

  /** Callee → callers inside the chart, as in the architecture. */
  private static final Map<String, Set<String>> CALLERS =
      Map.of(
          "token-service", Set.of("config-service", "imap-poller", "smtp-sender"),
          "imap-poller", Set.of("config-service"),
          "smtp-sender", Set.of("config-service"),
          "config-service", Set.of());

  private final List<HasMetadata> objects;

  ChartWiringTest(String valueSet) {
    this.objects = HelmChart.objects(valueSet);
  }

  @Test
  void shouldSelectThePodsOfOneDeployment() {
    for (Service service : all(Service.class)) {
      Deployment deployment = selectedBy(service.getSpec().getSelector());
      List<String> ports =
          deployment
              .getSpec()
              .getTemplate()
              .getSpec()
              .getContainers()
              .getFirst()
              .getPorts()
              .stream()
              .map(ContainerPort::getName)
              .toList();
      assertThat(ports)
          .contains(service.getSpec().getPorts().getFirst().getTargetPort().getStrVal());
    }
    for (PodDisruptionBudget budget : all(PodDisruptionBudget.class)) {
      selectedBy(budget.getSpec().getSelector().getMatchLabels());
    }
    for (NetworkPolicy policy : all(NetworkPolicy.class)) {
      selectedBy(policy.getSpec().getPodSelector().getMatchLabels());
    }
  }

  @Test
  void shouldUseServiceAccountsConfigurationAndClaimsThatAreThere() {
    for (Deployment deployment : all(Deployment.class)) {
      var pod = deployment.getSpec().getTemplate().getSpec();
      assertThat(names(ServiceAccount.class)).contains(pod.getServiceAccountName());
      assertThat(names(ConfigMap.class))
          .contains(pod.getVolumes().getFirst().getConfigMap().getName());
    }
  }

  @Test
  void shouldScaleDeploymentsThatHaveNoFixedNumberOfReplicas() {
    Set<String> scaled =
        all(HorizontalPodAutoscaler.class).stream()
            .map(scaler -> scaler.getSpec().getScaleTargetRef().getName())
            .collect(Collectors.toSet());
    for (Deployment deployment : all(Deployment.class)) {
      assertThat(deployment.getSpec().getReplicas() == null)
          .isEqualTo(scaled.contains(deployment.getMetadata().getName()));
    }
  }

  @Test
  void shouldRouteTheIngressToAServicePortThatIsThere() {
    for (Ingress ingress : all(Ingress.class)) {
      assertThat(ingress.getSpec().getTls().getFirst().getHosts())
          .containsExactly(ingress.getSpec().getRules().getFirst().getHost());
      for (var path : ingress.getSpec().getRules().getFirst().getHttp().getPaths()) {
        var backend = path.getBackend().getService();
        Service service =
            all(Service.class).stream()
                .filter(any -> any.getMetadata().getName().equals(backend.getName()))
                .findFirst()
                .orElseThrow();
        assertThat(service.getSpec().getPorts().getFirst().getName())
            .isEqualTo(backend.getPort().getName());
      }
    }
  }

  @Test
  void shouldLetOnlyTheArchitecturesCallersIn() {
    for (NetworkPolicy policy : all(NetworkPolicy.class)) {
      String callee = policy.getSpec().getPodSelector().getMatchLabels().get(COMPONENT);
      assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
      assertThat(policy.getSpec().getIngress()).hasSize(1);
      Set<String> callers =
          policy.getSpec().getIngress().getFirst().getFrom().stream()
              .map(ChartWiringTest::component)
              .filter(Objects::nonNull)
              .filter(component -> !component.equals("test"))
              .collect(Collectors.toSet());
      assertThat(callers).as("callers of " + callee).isEqualTo(CALLERS.get(callee));
    }
  }

  @Test
  void shouldLetOutOnlyToNamedPorts() {
    for (NetworkPolicy policy : all(NetworkPolicy.class)) {
      assertThat(policy.getSpec().getEgress())
          .allSatisfy(rule -> assertThat(rule.getPorts()).isNotEmpty());
    }
  }

  @Test
  void shouldConfigureEachServiceWithAPropertiesFile() throws IOException {
    for (ConfigMap map : all(ConfigMap.class)) {
      Properties properties = new Properties();
      properties.load(new StringReader(map.getData().get("application.properties")));

      assertThat(properties)
          .containsEntry("quarkus.http.host", "0.0.0.0")
          .containsKey("kafka.bootstrap.servers");
      assertThat(properties.values()).doesNotContain("");
      assertThat(properties.stringPropertyNames())
          .noneMatch(name -> name.matches(".*(password|secret)$"));
    }
  }

  private static String component(NetworkPolicyPeer peer) {
    return peer.getPodSelector() == null || peer.getPodSelector().getMatchLabels() == null
        ? null
        : peer.getPodSelector().getMatchLabels().get(COMPONENT);
  }

  private Deployment selectedBy(Map<String, String> selector) {
    List<Deployment> selected =
        all(Deployment.class).stream()
            .filter(
                deployment ->
                    deployment
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(selector.entrySet()))
            .toList();
    assertThat(selected).as(selector.toString()).hasSize(1);
    return selected.getFirst();
  }

  private List<String> names(Class<? extends HasMetadata> kind) {
    return all(kind).stream().map(object -> object.getMetadata().getName()).toList();
  }

  private <T> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
