package dev.mailbridge.erase;

import dev.mailbridge.content.ContentException;
import dev.mailbridge.content.ContentStore;
import dev.mailbridge.contracts.ContentRef;
import dev.mailbridge.contracts.ContractJson;
import dev.mailbridge.contracts.DeadLetter;
import dev.mailbridge.contracts.ProjectId;
import dev.mailbridge.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One run, over all places. It can be started again: what is gone is passed over. */
final class Erasure {
  private final ContentStore store;
  private final String address;
  private final boolean dryRun;
  private final Clock clock;
  private final Contents contents;
  private final List<String> notErased = new ArrayList<>();
  // Held mails whose raw content was gone before it could be looked through.
  private int unknown;

  private Erasure(ContentStore store, String address, boolean dryRun, Clock clock) {
    this.clock = clock;
    this.store = store;
    this.address = address;
    this.dryRun = dryRun;
    this.contents = new Contents(store, dryRun);
  }

  static ErasureReport run(
      Settings settings, ProjectId project, String address, boolean dryRun, Clock clock) {
    try (ContentStore store = settings.content(clock);
        Connection sender = settings.database("smtp-sender");
        Connection config = settings.database("config-service")) {
      return new Erasure(store, address, dryRun, clock).run(settings, project, sender, config);
    } catch (SQLException e) {
      throw new ErasureException("A database can't be closed: " + e.getMessage(), e);
    }
  }

  private ErasureReport run(
      Settings settings, ProjectId project, Connection sender, Connection config) {
    // First the contents: once the events are gone nobody knows which they were.
    PersonMails mails = new PersonMails(address);
    Topic incoming = new Topic(settings.kafka(), Topics.incoming(project));
    incoming.read(mails::take);
    mails.contents().forEach(contents::erase);

    Set<ContentRef> held = new LinkedHashSet<>();
    new Topic(settings.kafka(), Topics.DEAD_LETTER).read(letter -> hold(letter, held));
    held.removeAll(mails.contents());
    held.forEach(contents::erase);

    notErased.addAll(contents.notErased());

    int replies = Tables.replies(sender, project.value(), address, dryRun);
    int underWay = Tables.underWay(sender, project.value(), address);
    if (underWay > 0) {
      notErased.add(
          "%d mails to the person are under way: cancel them, or start again once they have ended."
              .formatted(underWay));
    }
    int entries = Tables.directory(config, project.value(), address, dryRun);
    if (entries > 0 && !dryRun) {
      notErased.add(
          "The next import brings the directory entry back while Azure AD has it: take it out of"
              + " the Import Rules or of the directory.");
    }
    return new ErasureReport(
        address,
        project.value(),
        dryRun,
        clock.instant(),
        mails.count(),
        contents.erased(),
        contents.gone() + unknown,
        held.size(),
        replies,
        entries,
        mails.last() == null ? null : incoming.until(mails.last()),
        notErased);
  }

  /** A held mail was not understood: the address anywhere in it counts. */
  private void hold(ConsumerRecord<byte[], byte[]> event, Set<ContentRef> held) {
    if (event.value() == null) {
      return;
    }
    ContentRef raw = ContractJson.read(event.value(), DeadLetter.class).rawContent();
    if (raw == null) {
      return;
    }
    try {
      String mail = new String(store.read(raw), StandardCharsets.ISO_8859_1);
      if (mail.toLowerCase(Locale.ROOT).contains(address)) {
        held.add(raw);
      }
    } catch (ContentException.NotFound e) {
      unknown++;
    } catch (ContentException e) {
      notErased.add("Content %s: %s".formatted(raw, e.getMessage()));
    }
  }
}
