package dev.mailbridge.mailparse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of attachments: decoded, and safe on any system. */
class FilenameTest {

  private static ParsedMail.Attachment attachment(String disposition, String type) {
    return Mails.parse("Content-Type: " + type, "Content-Disposition: " + disposition, "", "x")
        .attachments()
        .getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attachment; filename=\"../../etc/passwd\" | passwd",
        "attachment; filename=\"C:\\Users\\x\\report.doc\" | report.doc",
        "attachment; filename=\"con.txt\" | _con.txt",
        "attachment; filename=\"NUL\" | _NUL",
        "attachment; filename=\"a:b*c?.txt\" | a_b_c_.txt",
        "attachment; filename=\"name.exe. \" | name.exe",
        "attachment; filename=\"..hidden\" | .hidden",
        "attachment; filename=plain name.txt | plain name.txt",
        "attachment; filename=\"a\\\"b.txt\" | a_b.txt",
        "attachment; filename=\"=?utf-8?Q?=E2=80=AEgnp.exe?=\" | gnp.exe",
        "attachment; filename=\"=?iso-8859-1?Q?=FC.txt?=\" | ü.txt",
        "attachment; filename*=iso-8859-1''%FC.txt | ü.txt",
        "attachment; filename*=%C3%BC.txt | ü.txt",
        "attachment; filename=old.txt; filename*=utf-8''new.txt | new.txt",
        "attachment; filename*0*=utf-8''a%C3; filename*1*=%BC; filename*2=\".txt\" | aü.txt",
        "attachment; filename=\"a%20b.txt\" | a%20b.txt",
        "attachment; filename=\"unclosed.txt | unclosed.txt",
        "filename=\"forgotten.txt\" | forgotten.txt"
      })
  void shouldMakeTheNameSafeWhenItIsHostileOrOdd(String disposition, String filename) {
    assertThat(attachment(disposition, "application/octet-stream").filename()).isEqualTo(filename);
  }

  @Test
  void shouldKeepTheOriginalWhenTheNameWasChanged() {
    ParsedMail.Attachment file = attachment("attachment; filename=\"../a.txt\"", "text/plain");

    assertThat(file.filename()).isEqualTo("a.txt");
    assertThat(file.originalFilename()).isEqualTo("../a.txt");
  }

  @Test
  void shouldTakeTheTypesNameWhenTheDispositionHasNone() {
    assertThat(
            attachment("attachment", "application/pdf; name=\"=?utf-8?B?w7wucGRm?=\"").filename())
        .isEqualTo("ü.pdf");
  }

  @Test
  void shouldMakeANameWhenThereIsNone() {
    assertThat(attachment("attachment", "application/pdf").filename())
        .isEqualTo("attachment-1.pdf");
    assertThat(attachment("attachment", "image/jpeg").filename()).isEqualTo("image-1.jpg");
    assertThat(attachment("attachment", "application/x-strange").filename())
        .isEqualTo("attachment-1.bin");
    assertThat(attachment("attachment; filename=\"///\"", "text/plain").filename())
        .isEqualTo("___");
  }

  @Test
  void shouldShortenTheNameWhenItIsTooLong() {
    String name =
        attachment("attachment; filename=\"" + "ü".repeat(300) + ".pdf\"", "application/pdf")
            .filename();

    assertThat(name).hasSize(180).endsWith("ü.pdf");
  }

  @Test
  void shouldDropControlsAndOverridesWhenTheNameHasThem() {
    ParsedMail.Attachment file =
        attachment("attachment; filename*=utf-8''inv%E2%80%AEfdp%00%0D%0A.exe", "application/pdf");

    assertThat(file.filename()).isEqualTo("invfdp.exe");
  }
}
