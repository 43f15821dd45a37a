package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTML: what is kept, what goes, and the text made from it. */
class HtmlTest {

  private static ParsedMail html(String html) {
    return Mails.parse("Content-Type: text/html; charset=utf-8", "", html);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg onload=alert(1)>",
        "<math><mtext><table><mglyph><style><img src=x"
            + " onerror=alert(1)></style></mglyph></table></mtext></math>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\" java\nscript:alert(1)\">x</a>",
        "<a href=\"&#106;avascript:alert(1)\">x</a>",
        "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
        "<a href=\"vbscript:msgbox\">x</a>",
        "<iframe src=https://evil.example></iframe>",
        "<object data=x></object><embed src=x>",
        "<form action=https://evil.example><input name=password><button>go</button></form>",
        "<base href=https://evil.example>",
        "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
        "<link rel=stylesheet href=https://evil.example/x.css>",
        "<style>body{background:url(https://evil.example)}</style>",
        "<div style=\"background:url(https://evil.example/x)\">x</div>",
        "<div style=\"width:expression(alert(1))\">x</div>",
        "<div style=\"position:fixed;top:0;z-index:9999\">x</div>",
        "<div style=\"behavior:url(x.htc);-moz-binding:url(x)\">x</div>",
        "<div style=\"col\\6fr:red;b\\61ckground:red\">x</div>",
        "<table background=https://evil.example/x.png><tr><td>x</td></tr></table>",
        "<img srcset=\"https://evil.example/a 1x\" src=\"data:image/svg+xml,<svg"
            + " onload=alert(1)>\">",
        "<textarea><script>alert(1)</script></textarea>",
        "<template><script>alert(1)</script></template>",
        "<video src=https://evil.example poster=https://evil.example></video>",
        "<p id=x class=y name=z onclick=alert(1) autofocus tabindex=1>x</p>",
        "<xmp><script>alert(1)</script></xmp><plaintext><script>alert(1)</script>",
        "<!--[if mso]><script>alert(1)</script><![endif]--><!-- <script> -->",
        "<a href=\"https://x.example/\" style=\"display:block;position:absolute\""
            + " ping=https://evil.example>x</a>"
      })
  void shouldLeaveNothingThatRunsOrLoadsWhenTheHtmlIsHostile(String hostile) {
    String html = html("<p>before</p>" + hostile + "<p>after</p>").html();

    for (Element element : Jsoup.parseBodyFragment(html).body().getAllElements()) {
      assertThat(element.normalName())
          .isNotIn(
              "script",
              "style",
              "iframe",
              "object",
              "embed",
              "form",
              "input",
              "base",
              "meta",
              "link",
              "svg",
              "math",
              "textarea",
              "template",
              "video",
              "xmp",
              "plaintext",
              "noscript");
      element
          .attributes()
          .forEach(
              attribute -> {
                assertThat(attribute.getKey())
                    .doesNotStartWith("on")
                    .isNotIn("srcset", "background", "ping", "id", "class", "name", "action");
                assertThat(attribute.getValue().toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain("javascript:", "vbscript:", "expression", "url(", "position");
                if (attribute.getKey().equals("src")) {
                  assertThat(attribute.getValue()).doesNotContain("//", "svg");
                }
              });
    }
    assertThat(html).contains("<p>before</p>");
  }

  @Test
  void shouldKeepLinksWhenTheyAreHarmless() {
    assertThat(html("<a href=\"https://x.example/?a=1&amp;b=2\" onclick=x()>go</a>").html())
        .isEqualTo(
            "<a href=\"https://x.example/?a=1&amp;b=2\" target=\"_blank\""
                + " rel=\"noopener noreferrer\">go</a>");
  }

  @Test
  void shouldMarkRemoteImagesAsNotLoadedWhenTheMailShowsSome() {
    assertThat(html("<img src=\"https://t.example/p.gif\" width=1 alt=\"Logo\">").html())
        .isEqualTo("<img data-remote-src=\"https://t.example/p.gif\" width=\"1\" alt=\"Logo\">");
    assertThat(html("<img src=\"//t.example/p.gif\">").html())
        .isEqualTo("<img data-remote-src=\"//t.example/p.gif\">");
  }

  @Test
  void shouldKeepEmbeddedImagesWhenTheyArePictures() {
    assertThat(html("<img src=\"data:image/png;base64,AAAA\">").html())
        .isEqualTo("<img src=\"data:image/png;base64,AAAA\">");
  }

  @Test
  void shouldKeepHarmlessStylesWhenOthersGo() {
    assertThat(
            html("<p style=\"color: red; position:fixed; margin-left:-500px;"
                    + " FONT-SIZE:12pt\">x</p>")
                .html())
        .isEqualTo("<p style=\"color:red;font-size:12pt\">x</p>");
  }

  @Test
  void shouldKeepTheContentWhenAnElementIsUnknown() {
    assertThat(html("<p>a<o:p>&nbsp;b</o:p></p>").html()).isEqualTo("<p>a&nbsp;b</p>");
  }

  @Test
  void shouldEscapeTextWhenItLooksLikeMarkup() {
    assertThat(html("<p>1 &lt; 2 &amp;amp; <b title='\"><script>'>x</b></p>").html())
        .isEqualTo("<p>1 &lt; 2 &amp;amp; <b title=\"&quot;&gt;&lt;script&gt;\">x</b></p>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<p>one</p><p>two</p> | one~~two",
        "one<br>two<br><br>three | one~two~~three",
        "<div>one</div><div>two</div> | one~two",
        "<ul><li>a<li>b<ul><li>c</ul></ul> | - a~- b~  - c",
        "<ol start=3><li>a<li>b</ol> | 3. a~4. b",
        "<table><tr><th>Name<th>Age<tr><td>Ann<td>5</table> | Name ¦ Age~Ann ¦ 5",
        "<a href=https://x.example/y>here</a> | here <https://x.example/y>",
        "<a href=https://x.example/>https://x.example</a> | https://x.example",
        "<a href=mailto:a@x.example>a@x.example</a> | a@x.example",
        "<blockquote>quoted<br>more</blockquote>mine | > quoted~> more~~mine",
        "<pre>a  b~c</pre> | a  b~c",
        "a<style>x{}</style><script>y</script>b | ab",
        "<div style=\"display:none\">preheader</div>shown | shown",
        "a&nbsp;&nbsp;b   c | a  b c",
        "x<hr>y | x~________________________________~y",
        "<img src=cid:x alt=\"Plan\"> done | [Plan] done",
        "<h2>Title</h2>text | Title~~text"
      })
  void shouldMakeReadableTextWhenThereIsOnlyHtml(String html, String text) {
    assertThat(html(html.replace('~', '\n')).text())
        .isEqualTo(text.replace('~', '\n').replace('¦', '|'));
  }

  @Test
  void shouldStopWithADefectWhenThereAreTooManyTags() {
    ParsedMail mail = html("<b>x</b>".repeat(100_000));

    assertThat(Mails.codes(mail)).contains("html-too-long");
    assertThat(mail.html()).startsWith("<b>x</b><b>x</b>");
  }
}
