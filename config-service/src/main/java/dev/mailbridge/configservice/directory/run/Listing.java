package dev.mailbridge.configservice.directory.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mailbridge.configservice.directory.graph.DirectoryReader;
import dev.mailbridge.configservice.directory.graph.ImportException;
import dev.mailbridge.configservice.directory.graph.ImportFailure;
import dev.mailbridge.configservice.directory.graph.LinkExpiredException;
import dev.mailbridge.configservice.directory.graph.UserPage;
import dev.mailbridge.configservice.directory.rules.ImportRules;
import dev.mailbridge.configservice.directory.rules.UserSelection;
import dev.mailbridge.contracts.ContractJson;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Lists users into the stage, page by page; each page is kept together with the link to the next
 * one. A link that has expired makes a listing of everybody out of it, once.
 */
final class Listing {
  private static final int CHUNK = 500;

  private final ImportSession session;
  private final UserTables tables;
  private final DirectoryReader graph;
  private final UserSelection selection;
  private final ImportRules rules;
  private final String project;
  private Memberships memberships;

  Listing(ImportSession session, UserTables tables, DirectoryReader graph, ImportRules rules) {
    this.session = session;
    this.tables = tables;
    this.graph = graph;
    this.rules = rules;
    this.selection = new UserSelection(rules);
    this.project = session.project();
  }

  /**
   * @param kept where an earlier process got to, or the delta link; null to begin
   */
  void complete(String kept) {
    memberships = Memberships.read(graph, rules);
    try {
      follow(kept);
    } catch (LinkExpiredException e) {
      session.change(
          run -> {
            run.kind = RunKind.FULL.code();
            run.listed = 0;
            run.nextLink = null;
            tables.clearStage(project);
            return null;
          });
      try {
        follow(null);
      } catch (LinkExpiredException again) {
        throw lost(again);
      }
    }
  }

  private static ImportException lost(LinkExpiredException e) {
    return new ImportException(
        new ImportFailure(
            ImportFailure.Code.LISTING_LOST,
            "Microsoft Graph forgot where the listing was (%s)".formatted(e.getMessage()),
            "Nothing was changed; the next run tries again.",
            null),
        e);
  }

  private void follow(String kept) {
    boolean full = kept == null || session.read(RunEntity::kind) == RunKind.FULL;
    if (full && kept == null) {
      OptionalLong expected = graph.count();
      session.change(
          run -> {
            run.expected = expected.isPresent() ? expected.getAsLong() : null;
            return null;
          });
    }
    UserPage page = kept == null ? graph.first(rules) : graph.page(kept, true);
    keep(page, full);
    while (page.nextLink() != null) {
      page = graph.page(page.nextLink(), false);
      keep(page, full);
    }
    if (page.deltaLink() == null) {
      throw new ImportException(
          new ImportFailure(
              ImportFailure.Code.UNREADABLE,
              "Microsoft Graph's last page has neither a next nor a delta link",
              "Nothing was changed; the next run tries again.",
              null));
    }
    if (!full && !memberships.none()) {
      movedBetweenGroups();
    }
    String deltaLink = page.deltaLink();
    session.change(
        run -> {
          run.nextLink = null;
          run.deltaLink = deltaLink;
          return null;
        });
  }

  private void keep(UserPage page, boolean full) {
    session.change(
        run -> {
          Map<String, String> before =
              full ? Map.of() : tables.sources(project, List.copyOf(page.users().keySet()));
          List<StagedUser> staged = new ArrayList<>(page.users().size());
          page.users().forEach((id, user) -> staged.add(staged(id, user, before.get(id))));
          tables.stage(project, staged);
          run.listed += staged.size();
          run.nextLink = page.nextLink();
          return null;
        });
  }

  /** A delta needs only say what changed: the rest is as it was told before. */
  private StagedUser staged(String id, UserPage.User user, String before) {
    if (user.removed()) {
      return StagedUser.gone(id);
    }
    ObjectNode now = user.attributes();
    if (before != null) {
      ObjectNode merged = (ObjectNode) tree(before);
      merged.setAll(now);
      now = merged;
    }
    return evaluated(id, now);
  }

  private StagedUser evaluated(String id, ObjectNode user) {
    String source = text(user);
    String code = memberships.code(id);
    return selection
        .select(user, memberships.groupsOf(id))
        .map(
            selected -> {
              byte[] event = ContractJson.write(selected);
              return new StagedUser(
                  id,
                  source,
                  code,
                  new String(event, java.nio.charset.StandardCharsets.UTF_8),
                  ContentHash.of(event),
                  selected.enabled());
            })
        .orElseGet(() -> new StagedUser(id, source, code, null, null, false));
  }

  /** Graph's delta of users says nothing of those who only joined or left a group. */
  private void movedBetweenGroups() {
    List<String> moved = new ArrayList<>();
    session.read(
        run -> {
          tables.memberships(
              project,
              (id, before) -> {
                if (!memberships.code(id).equals(before)) {
                  moved.add(id);
                }
              });
          return null;
        });
    for (int from = 0; from < moved.size(); from += CHUNK) {
      List<String> chunk = moved.subList(from, Math.min(moved.size(), from + CHUNK));
      session.change(
          run -> {
            List<StagedUser> staged = new ArrayList<>(chunk.size());
            tables
                .sources(project, chunk)
                .forEach((id, source) -> staged.add(evaluated(id, (ObjectNode) tree(source))));
            tables.stage(project, staged);
            run.listed += staged.size();
            return null;
          });
    }
  }

  private static com.fasterxml.jackson.databind.JsonNode tree(String json) {
    try {
      return ContractJson.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(ObjectNode json) {
    try {
      return ContractJson.mapper().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
