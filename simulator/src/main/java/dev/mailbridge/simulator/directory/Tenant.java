package dev.mailbridge.simulator.directory;

import java.util.Set;

/** The tenant's id, name and domains (lower case). */
public record Tenant(String id, String displayName, Set<String> domains) {
  public Tenant {
    domains = Set.copyOf(domains);
  }

  public boolean isNamed(String idOrDomain) {
    return id.equalsIgnoreCase(idOrDomain)
        || domains.stream().anyMatch(idOrDomain::equalsIgnoreCase);
  }
}
