package dev.mailbridge.mailparse;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Octets that are decoded when they are read, so that a big attachment is never held twice. */
public interface Octets {
  /** How many there are. */
  long size();

  /** Reads them from the beginning; may be called again. */
  InputStream open();

  /** All of them in an array, which may be shared: don't write to it. */
  byte[] toByteArray();

  static Octets of(byte[] octets) {
    return new Octets() {
      @Override
      public long size() {
        return octets.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(octets);
      }

      @Override
      public byte[] toByteArray() {
        return octets;
      }
    };
  }
}
