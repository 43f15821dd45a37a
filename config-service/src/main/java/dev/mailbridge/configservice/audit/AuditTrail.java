package dev.mailbridge.configservice.audit;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Reads the log, newest first. */
@ApplicationScoped
public class AuditTrail {
  private final AuditRepository entries;

  AuditTrail(AuditRepository entries) {
    this.entries = entries;
  }

  /**
   * @param total how many there are on all pages
   */
  public record Page(List<AuditView> entries, long total) {}

  @Transactional
  public Page page(String search, int page, int size) {
    PanacheQuery<AuditEntry> found = entries.newest(search);
    return new Page(
        found.page(page, size).list().stream().map(AuditView::of).toList(), found.count());
  }
}
