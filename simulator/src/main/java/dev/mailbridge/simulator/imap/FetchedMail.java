package dev.mailbridge.simulator.imap;

import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.mail.StoredMail;
import dev.mailbridge.simulator.mime.MimePart;

/** A mail while it is fetched: read once, taken apart only when that is needed. */
final class FetchedMail {
  private final StoredMail mail;
  private final FaultKind fault;
  private byte[] raw;
  private MimePart structure;

  FetchedMail(StoredMail mail, FaultKind fault) {
    this.mail = mail;
    this.fault = fault;
  }

  StoredMail mail() {
    return mail;
  }

  boolean isNil() {
    return fault == FaultKind.FETCH_NIL;
  }

  boolean hasIllegalStructure() {
    return fault == FaultKind.ILLEGAL_BODYSTRUCTURE;
  }

  byte[] raw() {
    if (raw == null) {
      raw =
          fault == FaultKind.FETCH_UNREADABLE
              ? FetchCommand.unreadable(mail)
              : mail.content().octets();
    }
    return raw;
  }

  MimePart structure() {
    if (structure == null) {
      structure = MimePart.parse(raw());
    }
    return structure;
  }
}
