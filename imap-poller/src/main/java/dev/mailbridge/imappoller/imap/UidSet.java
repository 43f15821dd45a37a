package dev.mailbridge.imappoller.imap;

import java.util.List;

/** Writes UIDs as a sequence set (RFC 9051 section 9), neighbours as a range. */
final class UidSet {
  private UidSet() {}

  /**
   * @param uids ascending
   */
  static String of(List<Long> uids) {
    StringBuilder set = new StringBuilder();
    int i = 0;
    while (i < uids.size()) {
      int last = i;
      while (last + 1 < uids.size() && uids.get(last + 1) == uids.get(last) + 1) {
        last++;
      }
      set.append(set.isEmpty() ? "" : ",").append(uids.get(i));
      if (last > i) {
        set.append(':').append(uids.get(last));
      }
      i = last + 1;
    }
    return set.toString();
  }
}
