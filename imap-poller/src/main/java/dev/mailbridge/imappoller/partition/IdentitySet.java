package dev.mailbridge.imappoller.partition;

/** Many identities in little memory: open addressing, 16 octets a slot. For one thread. */
final class IdentitySet {
  private static final int FIRST_SLOTS = 64;
  private long[] slots = new long[2 * FIRST_SLOTS];
  private int size;

  boolean contains(Identity identity) {
    int slot = slot(slots, identity.high(), identity.low());
    return slots[slot] != 0 || slots[slot + 1] != 0;
  }

  void add(Identity identity) {
    if (contains(identity)) {
      return;
    }
    // At most two thirds full.
    if (3L * (size + 1) > slots.length) {
      grow();
    }
    int slot = slot(slots, identity.high(), identity.low());
    slots[slot] = identity.high();
    slots[slot + 1] = identity.low();
    size++;
  }

  int size() {
    return size;
  }

  private void grow() {
    long[] bigger = new long[slots.length * 2];
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i] != 0 || slots[i + 1] != 0) {
        int slot = slot(bigger, slots[i], slots[i + 1]);
        bigger[slot] = slots[i];
        bigger[slot + 1] = slots[i + 1];
      }
    }
    slots = bigger;
  }

  /** Where it is, or the free slot where it belongs; hashes need no further mixing. */
  private static int slot(long[] slots, long high, long low) {
    int mask = slots.length / 2 - 1;
    int slot = (int) high & mask;
    while ((slots[2 * slot] != 0 || slots[2 * slot + 1] != 0)
        && (slots[2 * slot] != high || slots[2 * slot + 1] != low)) {
      slot = (slot + 1) & mask;
    }
    return 2 * slot;
  }
}
