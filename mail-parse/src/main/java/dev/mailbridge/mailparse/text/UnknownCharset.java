package dev.mailbridge.mailparse.text;

import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/** Stands in the cache for labels that mean nothing. */
final class UnknownCharset extends Charset {
  static final Charset INSTANCE = new UnknownCharset();

  private UnknownCharset() {
    super("x-unknown", null);
  }

  @Override
  public boolean contains(Charset other) {
    return false;
  }

  @Override
  public CharsetDecoder newDecoder() {
    return StandardCharsets.US_ASCII.newDecoder();
  }

  @Override
  public CharsetEncoder newEncoder() {
    throw new UnsupportedOperationException("mails are only read");
  }
}
