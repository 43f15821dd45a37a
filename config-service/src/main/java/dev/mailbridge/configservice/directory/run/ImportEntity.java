package dev.mailbridge.configservice.directory.run;

import dev.mailbridge.configservice.directory.rules.ImportRules;
import dev.mailbridge.contracts.ContractJson;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A project's import: its rules, and where the last complete run ended. */
@Entity
@Table(name = "directory_import")
class ImportEntity {
  @Id String project;
  boolean enabled;
  String rules;
  long revision;
  Instant updatedAt;
  String deltaLink;

  /** The revision of the rules that the link's listing was made with. */
  Long deltaRevision;

  Instant fullAt;
  Instant nextRunAt;
  String leaseOwner;
  Instant leaseUntil;

  ImportRules rules() {
    return ContractJson.read(rules.getBytes(StandardCharsets.UTF_8), ImportRules.class);
  }

  /** What can be fetched now: changes only where everybody was listed with these same rules. */
  RunKind possible(Instant now) {
    boolean current =
        deltaLink != null
            && deltaRevision != null
            && deltaRevision == revision
            && fullAt != null
            && fullAt.plus(rules().fullEvery()).isAfter(now);
    return current ? RunKind.DELTA : RunKind.FULL;
  }
}
