package dev.mailbridge.imappoller.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailbridge.contracts.DirectoryUser;
import dev.mailbridge.contracts.MailAddress.KnownUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectUsersTest {
  private final ProjectUsers users = new ProjectUsers();

  @Test
  void shouldKnowAPersonByEveryAddressWhenItIsWrittenInAnyCase() {
    // When
    users.put(user("1", true, "ann@c.example", "a.sample@c.example"));

    // Then
    KnownUser ann = new KnownUser("1", "Finance", true);
    assertThat(users.find("Ann@C.example")).contains(ann);
    assertThat(users.find("a.sample@c.example")).contains(ann);
    assertThat(users.find("bob@c.example")).isEmpty();
  }

  @Test
  void shouldForgetOldAddressesWhenAPersonIsRenamedDisabledOrRemoved() {
    // Given
    users.put(user("1", true, "ann@c.example"));
    users.put(user("2", true, "bob@c.example"));
    users.put(user("3", true, "cai@c.example"));

    // When
    users.put(user("1", true, "ann.new@c.example"));
    users.put(user("2", false, "bob@c.example"));
    users.remove("3");

    // Then
    assertThat(users.find("ann@c.example")).isEmpty();
    assertThat(users.find("ann.new@c.example")).isPresent();
    assertThat(users.find("bob@c.example")).isEmpty();
    assertThat(users.find("cai@c.example")).isEmpty();
    assertThat(users.size()).isEqualTo(1);
  }

  @Test
  void shouldTakeTheSamePersonInAnyOrderWhenSeveralShareAnAddress() {
    // When
    users.put(user("2", true, "team@c.example"));
    users.put(user("1", true, "team@c.example"));
    users.put(user("3", true, "team@c.example"));

    // Then
    assertThat(users.find("team@c.example")).map(KnownUser::id).contains("1");
    users.remove("1");
    assertThat(users.find("team@c.example")).map(KnownUser::id).contains("2");
    users.remove("3");
    users.remove("2");
    assertThat(users.find("team@c.example")).isEmpty();
  }

  private static DirectoryUser user(String id, boolean enabled, String... addresses) {
    return new DirectoryUser(
        id,
        "Somebody",
        null,
        null,
        null,
        addresses[0],
        List.of(addresses),
        "Finance",
        null,
        null,
        List.of(),
        null,
        null,
        false,
        true,
        enabled,
        Map.of());
  }
}
