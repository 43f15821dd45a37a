package dev.mailbridge.imappoller.publish;

import dev.mailbridge.contracts.IncomingMail;
import dev.mailbridge.contracts.ProjectId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Mail Handling and the last checks change of an event. */
final class EventChange {
  private ProjectId project;
  private List<IncomingMail.Header> headers;
  private final List<String> tags;
  private final Map<String, String> fields;
  private final List<IncomingMail.RuleAction> ruleActions;
  private final List<IncomingMail.Defect> defects;

  private EventChange(IncomingMail mail) {
    project = mail.project();
    headers = mail.headers();
    tags = new ArrayList<>(mail.tags());
    fields = new LinkedHashMap<>(mail.fields());
    ruleActions = new ArrayList<>(mail.ruleActions());
    defects = new ArrayList<>(mail.defects());
  }

  static EventChange of(IncomingMail mail) {
    return new EventChange(mail);
  }

  void project(ProjectId other) {
    project = other;
  }

  void tag(String tag) {
    if (!tags.contains(tag)) {
      tags.add(tag);
    }
  }

  void field(String name, String value) {
    fields.put(name, value);
  }

  void did(IncomingMail.RuleAction action) {
    ruleActions.add(action);
  }

  void defect(String code, String detail) {
    defects.add(new IncomingMail.Defect(code, detail));
  }

  EventChange withoutHeaders() {
    headers = List.of();
    return this;
  }

  IncomingMail apply(IncomingMail mail) {
    return new IncomingMail(
        mail.id(),
        mail.mailboxId(),
        project,
        mail.folder(),
        mail.uidValidity(),
        mail.uid(),
        mail.sourceId(),
        mail.receivedAt(),
        mail.messageId(),
        mail.inReplyTo(),
        mail.references(),
        mail.conversationKey(),
        mail.ticketRef(),
        mail.ticketProof(),
        mail.from(),
        mail.sender(),
        mail.to(),
        mail.cc(),
        mail.replyTo(),
        mail.subject(),
        mail.date(),
        mail.text(),
        mail.textContent(),
        mail.html(),
        mail.htmlContent(),
        mail.replyText(),
        headers,
        mail.attachments(),
        mail.rawContent(),
        mail.size(),
        mail.sha256(),
        mail.kind(),
        mail.bounce(),
        mail.calendar(),
        mail.authentication(),
        mail.security(),
        tags,
        fields,
        ruleActions,
        defects,
        mail.replayed());
  }
}
