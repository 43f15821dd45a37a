package dev.mailbridge.configservice.web;

import java.util.List;

/** One page of a list of mailboxes. */
public record RowPage(List<MailboxRow> rows, Pages pages) {
  public boolean empty() {
    return rows.isEmpty();
  }
}
