package dev.mailbridge.mailparse.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/** HZ-GB-2312 (RFC 1843), for reading: {@code ~{} and {@code ~}} around pairs of GB 2312. */
final class HzGb2312 extends Charset {
  static final Charset INSTANCE = new HzGb2312();
  private static final Charset GB = Charset.forName("GB18030");

  private HzGb2312() {
    super("HZ-GB-2312", null);
  }

  @Override
  public boolean contains(Charset other) {
    return false;
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
    private final byte[] pair = new byte[2];
    private boolean chinese;

    Decoder(Charset charset) {
      super(charset, 1f, 1f);
    }

    @Override
    protected void implReset() {
      chinese = false;
    }

    @Override
    protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
      while (in.hasRemaining()) {
        if (!out.hasRemaining()) {
          return CoderResult.OVERFLOW;
        }
        int octet = in.get(in.position()) & 0xFF;
        boolean two = octet == '~' || chinese && octet > ' ';
        if (two && in.remaining() < 2) {
          return CoderResult.UNDERFLOW;
        }
        in.get();
        if (octet == '~') {
          escape(in.get(), out);
        } else if (two) {
          pair[0] = (byte) (octet | 0x80);
          pair[1] = (byte) (in.get() | 0x80);
          out.put(new String(pair, GB).charAt(0));
        } else {
          chinese &= octet != '\n';
          out.put(octet < 0x80 ? (char) octet : '\uFFFD');
        }
      }
      return CoderResult.UNDERFLOW;
    }

    private void escape(byte second, CharBuffer out) {
      switch (second) {
        case '{' -> chinese = true;
        case '}' -> chinese = false;
        case '~' -> out.put('~');
        case '\n', '\r' -> chinese = false;
        default -> out.put('~');
      }
    }
  }
}
