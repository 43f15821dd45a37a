package dev.mailbridge.mailparse.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/** UTF-7 (RFC 2152), for reading. */
final class Utf7 extends Charset {
  static final Charset INSTANCE = new Utf7();

  private Utf7() {
    super("UTF-7", null);
  }

  @Override
  public boolean contains(Charset other) {
    return true;
  }

  @Override
  public CharsetEncoder newEncoder() {
    throw new UnsupportedOperationException("mails are only read");
  }

  @Override
  public CharsetDecoder newDecoder() {
    return new Decoder(this);
  }

  private static final class Decoder extends CharsetDecoder {
    private boolean shifted;
    private boolean fresh;
    private int bits;
    private int held;

    Decoder(Charset charset) {
      super(charset, 1f, 1f);
    }

    @Override
    protected void implReset() {
      shifted = false;
      fresh = false;
      bits = 0;
      held = 0;
    }

    @Override
    protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
      while (in.hasRemaining()) {
        if (!out.hasRemaining()) {
          return CoderResult.OVERFLOW;
        }
        int octet = in.get() & 0xFF;
        if (!shifted) {
          if (octet == '+') {
            shifted = true;
            fresh = true;
            bits = 0;
            held = 0;
          } else {
            out.put(octet < 0x80 ? (char) octet : '\uFFFD');
          }
          continue;
        }
        int value = value(octet);
        if (value >= 0) {
          fresh = false;
          held = held << 6 | value;
          bits += 6;
          if (bits >= 16) {
            bits -= 16;
            out.put((char) (held >> bits));
            held &= (1 << bits) - 1;
          }
        } else {
          shifted = false;
          if (octet == '-') {
            if (fresh) {
              out.put('+');
            }
          } else {
            out.put((char) octet);
          }
        }
      }
      return CoderResult.UNDERFLOW;
    }

    private static int value(int octet) {
      if (octet >= 'A' && octet <= 'Z') {
        return octet - 'A';
      }
      if (octet >= 'a' && octet <= 'z') {
        return octet - 'a' + 26;
      }
      if (octet >= '0' && octet <= '9') {
        return octet - '0' + 52;
      }
      return octet == '+' ? 62 : octet == '/' ? 63 : -1;
    }
  }
}
