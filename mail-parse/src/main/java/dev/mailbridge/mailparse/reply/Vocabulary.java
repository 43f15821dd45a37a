package dev.mailbridge.mailparse.reply;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words by which mail clients introduce what they quote, in the languages that they speak. */
final class Vocabulary {
  /** A line of the header block that Outlook puts above a quoted mail. */
  enum Label {
    FROM,
    SENT,
    TO,
    CC,
    SUBJECT
  }

  private static final int LONGEST_LABEL = 24;
  private static final Map<String, Label> LABELS = new HashMap<>();

  static {
    label(
        Label.FROM,
        "from",
        "von",
        "de",
        "da",
        "van",
        "od",
        "från",
        "fra",
        "lähettäjä",
        "kimden",
        "от",
        "от кого",
        "nadawca",
        "差出人",
        "送信者",
        "发件人",
        "寄件者",
        "보낸 사람");
    label(
        Label.SENT,
        "sent",
        "date",
        "gesendet",
        "datum",
        "gesendet am",
        "envoyé",
        "envoyé le",
        "enviado",
        "enviado el",
        "enviado em",
        "enviada em",
        "enviada",
        "fecha",
        "data",
        "inviato",
        "verzonden",
        "verzonden op",
        "wysłano",
        "wysłane",
        "skickat",
        "sendt",
        "dato",
        "lähetetty",
        "gönderildi",
        "tarih",
        "отправлено",
        "дата",
        "送信日時",
        "日時",
        "日付",
        "发送时间",
        "寄件日期",
        "보낸 날짜");
    label(
        Label.TO,
        "to",
        "an",
        "à",
        "a",
        "para",
        "aan",
        "do",
        "till",
        "til",
        "vastaanottaja",
        "kime",
        "кому",
        "宛先",
        "收件人",
        "받는 사람");
    label(Label.CC, "cc", "kopie", "copie", "dw", "kopia", "kopi", "копия", "抄送", "副本", "참조");
    label(
        Label.SUBJECT,
        "subject",
        "betreff",
        "objet",
        "asunto",
        "oggetto",
        "onderwerp",
        "temat",
        "assunto",
        "ämne",
        "emne",
        "aihe",
        "konu",
        "тема",
        "件名",
        "主题",
        "主旨",
        "제목");
  }

  private static void label(Label label, String... words) {
    for (String word : words) {
      LABELS.put(word, label);
    }
  }

  private static final Set<String> ORIGINAL_MESSAGE =
      Set.of(
          "original message",
          "ursprüngliche nachricht",
          "originalnachricht",
          "original-nachricht",
          "original nachricht",
          "message d'origine",
          "message original",
          "message initial",
          "mensaje original",
          "messaggio originale",
          "oorspronkelijk bericht",
          "mensagem original",
          "wiadomość oryginalna",
          "oryginalna wiadomość",
          "originalmeddelande",
          "ursprungligt meddelande",
          "oprindelig meddelelse",
          "original appointment",
          "ursprünglicher termin",
          "元のメッセージ",
          "original message follows",
          "原始邮件",
          "원본 메시지");

  /** Verbs of attribution lines, as they stand before the colon or before the name. */
  private static final List<String> WROTE =
      List.of(
          "wrote",
          "schrieb",
          "a écrit",
          "escribió",
          "ha scritto",
          "schreef",
          "escreveu",
          "napisał",
          "pisze",
          "skrev",
          "kirjoitti",
          "napsal",
          "написал",
          "пишет",
          "yazdı",
          "のメール",
          "書きました",
          "写道",
          "寫道",
          "작성");

  /** How attribution lines begin, for those that were wrapped. */
  private static final List<String> ATTRIBUTION_STARTS =
      List.of(
          "on ", "am ", "le ", "el ", "il ", "op ", "em ", "w dniu ", "dnia ", "den ", "på ", "a ",
          "pon", "wt", "śr", "czw", "pt", "sob", "niedz", "2");

  private static final List<String> MOBILE_SIGNATURES =
      List.of(
          "sent from my ",
          "sent from outlook",
          "sent from mail for windows",
          "get outlook for ",
          "sent via ",
          "von meinem ",
          "gesendet von ",
          "outlook für ",
          "envoyé de mon ",
          "envoyé depuis ",
          "envoyé à partir de ",
          "obtenir outlook ",
          "télécharger outlook ",
          "enviado desde ",
          "obtener outlook ",
          "inviato da ",
          "scarica outlook ",
          "verstuurd vanaf ",
          "verzonden vanaf ",
          "outlook voor ",
          "outlook downloaden ",
          "enviado do ",
          "enviado de ",
          "obter o outlook ",
          "wysłane z ",
          "pobierz program outlook",
          "skickat från ",
          "hämta outlook ",
          "iphoneから送信",
          "ipadから送信",
          "outlook for ");

  private static final Set<String> FORWARDED =
      Set.of("fw", "fwd", "wg", "tr", "rv", "i", "doorst", "pd", "vb", "enc", "vl", "転送", "转发");

  private Vocabulary() {}

  /** The label that a line begins with, null when it begins with none. */
  static Label label(String line) {
    int from = 0;
    while (from < line.length() && (line.charAt(from) == '*' || line.charAt(from) <= ' ')) {
      from++;
    }
    int stop = Math.min(line.length(), from + LONGEST_LABEL);
    for (int i = from; i < stop; i++) {
      char c = line.charAt(i);
      if (c == ':' || c == '：') {
        String word = line.substring(from, i).replace("*", "").replace('\u00A0', ' ').strip();
        return LABELS.get(word.toLowerCase(Locale.ROOT));
      }
    }
    return null;
  }

  static boolean isOriginalMessage(String line) {
    String trimmed = line.strip();
    if (trimmed.length() > 80 || !trimmed.startsWith("--") || !trimmed.endsWith("--")) {
      return false;
    }
    String words = trimmed.replace("-", " ").replace('’', '\'').strip().toLowerCase(Locale.ROOT);
    return ORIGINAL_MESSAGE.contains(words)
        || ORIGINAL_MESSAGE.contains(
            trimmed.replaceAll("^-+|-+$", "").strip().toLowerCase(Locale.ROOT));
  }

  /** A rule above a quoted mail: nothing but underscores, dashes or equal signs. */
  static boolean isRule(String line) {
    String trimmed = line.strip();
    if (trimmed.length() < 5) {
      return false;
    }
    char first = trimmed.charAt(0);
    return (first == '_' || first == '-' || first == '=')
        && trimmed.chars().allMatch(c -> c == first);
  }

  /** The line above which a help desk asks for the answer. */
  static boolean isReplyMarker(String line) {
    if (line.length() > 200 || line.indexOf("##") < 0) {
      return false;
    }
    String lower = line.toLowerCase(Locale.ROOT);
    return lower.contains("reply above this line") || lower.contains("oberhalb dieser zeile");
  }

  /** Whether text says that somebody wrote what follows: a verb, a number, a colon at its end. */
  static boolean isAttribution(String text) {
    if (text.length() > 400 || !(text.endsWith(":") || text.endsWith("："))) {
      return false;
    }
    boolean digit = text.chars().anyMatch(c -> c >= '0' && c <= '9');
    if (!digit) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    for (String verb : WROTE) {
      if (lower.contains(verb)) {
        return true;
      }
    }
    // Gmail in Japanese: 2026年3月3日(火) 9:00 Ann <ann@example.com>:
    return lower.indexOf('年') > 0 && lower.indexOf('@') > 0;
  }

  static boolean startsAttribution(String line) {
    String lower = line.strip().toLowerCase(Locale.ROOT);
    for (String start : ATTRIBUTION_STARTS) {
      if (lower.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  static boolean isMobileSignature(String line) {
    String lower = line.strip().toLowerCase(Locale.ROOT);
    if (lower.length() > 120) {
      return false;
    }
    for (String start : MOBILE_SIGNATURES) {
      if (lower.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a subject says that the mail was passed on. */
  static boolean isForwarded(String subject) {
    int colon = subject.indexOf(':');
    return colon > 0
        && colon < 10
        && FORWARDED.contains(subject.substring(0, colon).strip().toLowerCase(Locale.ROOT));
  }
}
