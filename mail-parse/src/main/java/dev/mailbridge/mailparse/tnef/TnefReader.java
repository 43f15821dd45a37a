package dev.mailbridge.mailparse.tnef;

import dev.mailbridge.mailparse.text.Charsets;
import dev.mailbridge.mailparse.tnef.LittleEndian.Truncated;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a TNEF stream (MS-OXTNEF). Attachments stay where they are, as ranges; a stream that ends
 * early gives what came before.
 */
public final class TnefReader {
  private static final int SIGNATURE = 0x223E9F78;
  private static final int ATTACHMENT_LEVEL = 2;
  private static final int MOST_ATTACHMENTS = 1_000;

  private static final int BODY = 0x800C;
  private static final int ATTACH_DATA = 0x800F;
  private static final int ATTACH_TITLE = 0x8010;
  private static final int ATTACH_REND_DATA = 0x9002;
  private static final int MAPI_PROPERTIES = 0x9003;
  private static final int ATTACHMENT_PROPERTIES = 0x9005;
  private static final int OEM_CODE_PAGE = 0x9007;

  private final byte[] octets;
  private final long mostText;
  private final List<Tnef.File> files = new ArrayList<>();
  private Charset charset = Charset.forName("windows-1252");
  private String text;
  private String html;
  private Open open;

  /** The attachment whose attributes are coming in. */
  private static final class Open {
    private String title;
    private int from;
    private int to;
    private boolean data;
    private MapiProperties properties;
  }

  /**
   * @param mostText octets that its compressed text may have after decompression
   */
  public TnefReader(byte[] octets, long mostText) {
    this.octets = octets;
    this.mostText = mostText;
  }

  public byte[] octets() {
    return octets;
  }

  public Tnef read() {
    boolean complete = true;
    LittleEndian in = new LittleEndian(octets, 0, octets.length);
    try {
      if (in.i32() != SIGNATURE) {
        return new Tnef(null, null, List.of(), false);
      }
      in.u16();
      while (in.remaining() >= 11) {
        attribute(in);
      }
    } catch (Truncated e) {
      complete = false;
    }
    close();
    return new Tnef(text, html, files, complete);
  }

  private void attribute(LittleEndian in) throws Truncated {
    int level = in.u8();
    int id = in.i32() & 0xFFFF;
    int length = in.length();
    int from = in.skip(length);
    in.u16(); // the checksum, which many writers get wrong
    if (level == ATTACHMENT_LEVEL) {
      attachmentAttribute(id, from, from + length);
    } else {
      messageAttribute(id, from, from + length);
    }
  }

  private void messageAttribute(int id, int from, int to) throws Truncated {
    switch (id) {
      case OEM_CODE_PAGE -> codePage(new LittleEndian(octets, from, to).i32());
      case BODY -> text = string(from, to);
      case MAPI_PROPERTIES -> body(MapiProperties.read(octets, from, to));
      default -> {} // what the mail's own headers say better
    }
  }

  private void codePage(int number) {
    Charset named = Charsets.lookup(number == 65001 ? "utf-8" : "cp" + number);
    charset = named == null ? charset : named;
  }

  private void body(MapiProperties properties) {
    Integer codePage = properties.number(MapiProperties.INTERNET_CODE_PAGE);
    if (codePage != null) {
      codePage(codePage);
    }
    String plain = properties.text(MapiProperties.BODY, charset);
    text = plain == null ? text : plain;
    html = properties.text(MapiProperties.BODY_HTML, charset);
    MapiProperties.Value rtf = properties.range(MapiProperties.RTF_COMPRESSED);
    if (html == null && rtf != null) {
      byte[] plainRtf = CompressedRtf.decompress(octets, rtf.from(), rtf.to(), mostText);
      if (plainRtf != null) {
        RtfText read = RtfText.read(plainRtf);
        html = read.html();
        text = text == null ? read.text() : text;
      }
    }
  }

  private void attachmentAttribute(int id, int from, int to) throws Truncated {
    if (id == ATTACH_REND_DATA) {
      close();
      open = new Open();
    }
    if (open == null) {
      open = new Open();
    }
    switch (id) {
      case ATTACH_TITLE -> open.title = string(from, to);
      case ATTACH_DATA -> {
        open.from = from;
        open.to = to;
        open.data = true;
      }
      case ATTACHMENT_PROPERTIES -> open.properties = MapiProperties.read(octets, from, to);
      default -> {} // dates and icons
    }
  }

  private void close() {
    if (open == null || files.size() >= MOST_ATTACHMENTS) {
      open = null;
      return;
    }
    MapiProperties properties = open.properties;
    String name = open.title;
    String type = null;
    String contentId = null;
    boolean message = false;
    if (properties != null) {
      String longName = properties.text(MapiProperties.ATTACH_LONG_FILENAME, charset);
      String shown = properties.text(MapiProperties.DISPLAY_NAME, charset);
      name = longName != null ? longName : name != null ? name : shown;
      type = properties.text(MapiProperties.ATTACH_MIME_TAG, charset);
      contentId = properties.text(MapiProperties.ATTACH_CONTENT_ID, charset);
      MapiProperties.Value data = properties.range(MapiProperties.ATTACH_DATA);
      if (data != null && (!open.data || properties.isObject(MapiProperties.ATTACH_DATA))) {
        message = properties.isObject(MapiProperties.ATTACH_DATA);
        open.from = data.from();
        open.to = data.to();
        open.data = true;
      }
    }
    if (open.data) {
      files.add(new Tnef.File(name, type, contentId, message, open.from, open.to));
    }
    open = null;
  }

  private String string(int from, int to) {
    int stop = from;
    while (stop < to && octets[stop] != 0) {
      stop++;
    }
    return Charsets.decodeShort(Arrays.copyOfRange(octets, from, stop), charset);
  }
}
