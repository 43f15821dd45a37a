package dev.mailbridge.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.FieldSource;

/** What every pod of the chart keeps, in every value set. */
@ParameterizedClass
@FieldSource("dev.mailbridge.helm.HelmChart#VALUE_SETS")
class ChartPolicyTest {
  private final List<HasMetadata> objects;

  ChartPolicyTest(String valueSet) {
    this.objects = HelmChart.objects(valueSet);
  }

  @Test
  void shouldRunAsNobodyInParticularWithoutPrivileges() {
    for (PodSpec pod : pods()) {
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
      assertThat(pod.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      assertThat(pod.getHostNetwork()).isNull();
      assertThat(pod.getHostPID()).isNull();
      for (Container container : pod.getContainers()) {
        SecurityContext security = container.getSecurityContext();
        assertThat(security.getRunAsNonRoot()).isTrue();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getPrivileged()).isNull();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(security.getCapabilities().getAdd()).isEmpty();
      }
    }
  }

  @Test
  void shouldAskForResourcesAndHaveLimits() {
    for (Container container : containers()) {
      assertThat(container.getResources().getRequests()).containsOnlyKeys("cpu", "memory");
      assertThat(container.getResources().getLimits()).containsOnlyKeys("cpu", "memory");
    }
  }

  @Test
  void shouldNameItsImageExactly() {
    for (Container container : containers()) {
      assertThat(container.getImage())
          .matches("[a-z0-9.-]+(/[a-z0-9.-]+)+(:[0-9][^:/]*|@sha256:[0-9a-f]{64})")
          .doesNotContain("latest");
    }
  }

  @Test
  void shouldBeProbedInEveryPhase() {
    for (Deployment deployment : deployments()) {
      Container container = deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
      assertProbe(container.getStartupProbe(), "/q/health/started");
      assertProbe(container.getLivenessProbe(), "/q/health/live");
      assertProbe(container.getReadinessProbe(), "/q/health/ready");
    }
  }

  private static void assertProbe(Probe probe, String path) {
    assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
  }

  @Test
  void shouldHaveNoTokenOfTheApiServer() {
    for (PodSpec pod : pods()) {
      assertThat(pod.getAutomountServiceAccountToken()).isFalse();
      for (Volume volume : pod.getVolumes()) {
        assertThat(volume.getHostPath()).isNull();
        if (volume.getProjected() != null) {
          assertThat(volume.getProjected().getSources())
              .allSatisfy(
                  source -> assertThat(source.getServiceAccountToken().getAudience()).isNotBlank());
        }
      }
    }
  }

  @Test
  void shouldHoldNoSecretItself() {
    assertThat(objects).noneMatch(Secret.class::isInstance);
    for (Container container : containers()) {
      for (EnvVar variable : container.getEnv()) {
        String name = variable.getName().toLowerCase(Locale.ROOT);
        if (name.contains("password") || name.contains("secret") || name.contains("jaas")) {
          assertThat(variable.getValue()).as(variable.getName()).isNull();
          assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isNotBlank();
        }
      }
    }
  }

  @Test
  void shouldMountExactlyItsVolumesAndWriteOnlyToTemporaryFilesAndContents() {
    for (Deployment deployment : deployments()) {
      PodSpec pod = deployment.getSpec().getTemplate().getSpec();
      List<VolumeMount> mounts = pod.getContainers().getFirst().getVolumeMounts();
      assertThat(mounts.stream().map(VolumeMount::getName))
          .containsExactlyInAnyOrderElementsOf(
              pod.getVolumes().stream().map(Volume::getName).toList());
      assertThat(
              mounts.stream()
                  .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                  .map(VolumeMount::getMountPath))
          .isSubsetOf("/tmp", "/var/lib/mail-bridge/content");
    }
  }

  @Test
  void shouldHaveTheFourServices() {
    assertThat(deploymentStream().map(HasMetadata::getMetadata).map(meta -> meta.getName()))
        .containsExactlyInAnyOrder(
            "mb-mail-bridge-config-service",
            "mb-mail-bridge-token-service",
            "mb-mail-bridge-imap-poller",
            "mb-mail-bridge-smtp-sender");
  }

  private Stream<Deployment> deploymentStream() {
    return objects.stream().filter(Deployment.class::isInstance).map(Deployment.class::cast);
  }

  private List<Deployment> deployments() {
    return deploymentStream().toList();
  }

  private List<PodSpec> pods() {
    return Stream.concat(
            deploymentStream().map(deployment -> deployment.getSpec().getTemplate().getSpec()),
            objects.stream().filter(Pod.class::isInstance).map(pod -> ((Pod) pod).getSpec()))
        .toList();
  }

  private List<Container> containers() {
    return pods().stream().flatMap(pod -> pod.getContainers().stream()).toList();
  }
}
