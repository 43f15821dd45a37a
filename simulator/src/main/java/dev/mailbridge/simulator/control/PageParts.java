package dev.mailbridge.simulator.control;

import dev.mailbridge.simulator.fault.FaultKind;
import dev.mailbridge.simulator.http.Html;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The state page's markup. */
final class PageParts {
  static final String HEAD =
      """
      <!doctype html><html lang="en"><meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <title>Simulated Office 365</title><style>
      :root{color-scheme:light dark}
      body{font:15px/1.5 system-ui,sans-serif;margin:0}
      main{max-width:75rem;margin:0 auto;padding:1.5rem}
      table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}
      th,td{text-align:left;padding:.25rem 1rem .25rem 0;border-bottom:1px solid #8886}
      th,td{white-space:nowrap;vertical-align:middle}
      form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;margin:.5rem 0}td form{margin:0}
      label{display:grid}input,select,button{font:inherit;padding:.25rem .5rem}
      </style><main>\
      """;

  static final String CLOCK_FORM =
      "<form method=\"post\" action=\"/simulator/page/clock\"><label>Move time by"
          + "<input name=\"advance\" value=\"PT2H\" required></label><button>Move</button></form>";

  private PageParts() {}

  static String row(String... cells) {
    return Arrays.stream(cells)
        .map(cell -> "<td>" + Html.escape(cell))
        .collect(Collectors.joining("", "<tr>", ""));
  }

  static String sampleForm(List<String> addresses) {
    return "<form method=\"post\" action=\"/simulator/page/sample\"><label>Mailbox"
        + "<select name=\"mailbox\">"
        + addresses.stream()
            .map(address -> "<option>" + Html.escape(address))
            .collect(Collectors.joining())
        + "</select></label><button>Deliver a sample mail</button></form>";
  }

  static String faultForm(FaultKind[] kinds) {
    String options =
        Arrays.stream(kinds)
            .map(
                kind ->
                    "<option value=\""
                        + kind.slug()
                        + "\" title=\""
                        + Html.escape(kind.description())
                        + "\">"
                        + kind.slug())
            .collect(Collectors.joining());
    return "<form method=\"post\" action=\"/simulator/page/fault\"><label>Fault"
        + "<select name=\"kind\">"
        + options
        + "</select></label>"
        + "<label>Protocol<select name=\"protocol\"><option value=\"\">every<option>entra"
        + "<option>graph<option>imap<option>pop3<option>smtp</select></label>"
        + input("mailbox", "Mailbox", "")
        + input("step", "Step", "")
        + input("uid", "UID", "")
        + input("text", "Text", "")
        + input("delay", "Delay", "")
        + input("share", "Share", "")
        + input("count", "Count", "1")
        + "<button>Set</button></form>";
  }

  private static String input(String name, String label, String value) {
    return "<label>"
        + label
        + "<input name=\""
        + name
        + "\" size=\"10\" value=\""
        + value
        + "\"></label>";
  }

  static String removal(String id) {
    return "<form method=\"post\" action=\"/simulator/page/fault-removal\">"
        + "<input type=\"hidden\" name=\"id\" value=\""
        + id
        + "\"><button>Remove</button></form>";
  }
}
