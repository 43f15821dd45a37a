package dev.mailbridge.mailparse.body;

import dev.mailbridge.mailparse.html.HtmlBody;
import java.util.ArrayList;
import java.util.List;

/** Blocks that are shown one after the other. */
final class Shown {
  static final Shown NOTHING = new Shown();

  private final List<Block> blocks = new ArrayList<>(1);

  static Shown of(Block block) {
    Shown shown = new Shown();
    shown.blocks.add(block);
    return shown;
  }

  void add(Shown other) {
    blocks.addAll(other.blocks);
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  boolean hasHtml() {
    for (Block block : blocks) {
      if (block.html() != null) {
        return true;
      }
    }
    return false;
  }

  String text() {
    if (blocks.size() == 1) {
      return blocks.getFirst().asText();
    }
    StringBuilder text = new StringBuilder();
    for (Block block : blocks) {
      String piece = block.asText();
      if (!piece.isBlank()) {
        text.append(text.isEmpty() ? "" : "\n").append(piece);
      }
    }
    return text.toString();
  }

  /** Null when no block has HTML; else all blocks as HTML. */
  String html() {
    if (!hasHtml()) {
      return null;
    }
    if (blocks.size() == 1) {
      return blocks.getFirst().html();
    }
    StringBuilder html = new StringBuilder();
    for (Block block : blocks) {
      String piece = block.html() == null ? HtmlBody.fromText(block.text()) : block.html();
      if (!piece.isBlank()) {
        html.append(html.isEmpty() ? "" : "\n").append(piece);
      }
    }
    return html.toString();
  }
}
