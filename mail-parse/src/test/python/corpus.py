"""Writes mails with known facts: corpus.py DIRECTORY COUNT SEED

Most are composed by Python's email package (both of its interfaces), the rest by hand, octet by
octet. DIRECTORY gets mails.bin (the mails one after the other) and facts.tsv: a line a mail with
size, what it is, and the facts, each Base64 of UTF-8; lists are joined by U+001F, records by U+001E.
"""

import base64
import hashlib
import os
import random
import sys
from email import policy
from email.header import Header
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import formataddr

LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
ALPHABETS = {
    "us-ascii": "",
    "utf-8": "äöüßéèñçøåžšłőığ日本語テスト你好안녕Приветשלוםمرحباสวัสดี€–„“😀🚀",
    "iso-8859-1": "äöüßÄÖÜéèêàçñøåæþ£§",
    "iso-8859-2": "ąćęłńóśźżĄĆĘŁčďěňřšťůž",
    "iso-8859-5": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "iso-8859-7": "αβγδεζηθικλμνξοπρστυφχψω",
    "iso-8859-8": "אבגדהוזחטיכלמנסעפצקרשת",
    "iso-8859-9": "ğışçöüİĞŞ",
    "iso-8859-15": "äöüßéè",
    "windows-1250": "áčďéěíňóřšťúůýž",
    "windows-1251": "абвгдежзийклмнопрстуфхцчшщъыьэюяЁё",
    "windows-1252": "äöüßéè€„“–™",
    "windows-1253": "αβγδεζηθικλμνξοπρσ",
    "windows-1254": "ğışçöüİĞŞ",
    "windows-1255": "אבגדהוזחטיכלמנסעפצקרשת",
    "windows-1256": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "windows-1257": "āčēģīķļņšūž",
    "koi8-r": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "koi8-u": "абвгдежзийклмнопрстуфхцчшщьюяєії",
    "gb2312": "中文测试打印机发票客户问题时间网络",
    "gbk": "中文測試打印機發票客戶問題時間",
    "gb18030": "中文测试打印机發票客戶",
    "big5": "中文測試印表機發票客戶問題時間網路",
    "shift_jis": "日本語印刷機請求書顧客問題アイウエオかきくけこ",
    "euc-jp": "日本語印刷機請求書顧客問題アイウエオかきくけこ",
    "iso-2022-jp": "日本語印刷機請求書顧客問題アイウエオかきくけこ",
    "euc-kr": "한국어프린터고객문제시간안녕하세요",
}
CHARSETS = sorted(ALPHABETS)


class Facts:
    def __init__(self, kind):
        self.kind = kind
        self.subject = ""
        self.sender = ("", "")
        self.to = []
        self.text = ""
        self.html = ""
        self.files = []  # (name, type, inline, cid, octets)

    def line(self, size):
        people = "\x1e".join("\x1f".join(one) for one in self.to)
        files = "\x1e".join(
            "\x1f".join([name, kind, str(inline).lower(), cid, str(len(octets)), hashlib.sha256(octets).hexdigest()])
            for name, kind, inline, cid, octets in self.files
        )
        columns = [self.kind, self.subject, "\x1f".join(self.sender), people, self.text, self.html, files]
        return "\t".join([str(size)] + [base64.b64encode(one.encode()).decode() for one in columns])


def word(r, charset):
    letters = LATIN if not ALPHABETS[charset] or r.random() < 0.5 else ALPHABETS[charset]
    return "".join(r.choice(letters) for _ in range(r.randint(1, 8)))


def words(r, charset, most):
    return " ".join(word(r, charset) for _ in range(r.randint(1, most)))


def folded_words(r):
    """EmailMessage loses the blank between two encoded words when it folds: one such word at most."""
    some = [word(r, "us-ascii") for _ in range(r.randint(1, 5))]
    some[r.randrange(len(some))] = word(r, "utf-8")
    return " ".join(some)


def text(r, charset):
    lines = [words(r, charset, 8) for _ in range(r.randint(1, 12))]
    return "\n".join(line if r.random() < 0.85 or 0 == i else "" for i, line in enumerate(lines)).rstrip()


def filename(r, charset, ending):
    return words(r, charset, 3) + "." + ending


def payload(r):
    return r.randbytes(r.choice([0, 1, 57, 58, r.randint(2, 5000)]))


def address(r, charset):
    name = words(r, charset, 3)
    if r.random() < 0.2:
        name = word(r, charset) + ", " + word(r, charset)
    return name, "%s%d@%s.example" % (r.choice(["ann", "bob", "a.b", "x+tag"]), r.randint(1, 99), r.choice(["x", "mail.y"]))


def modern(r, i):
    """EmailMessage, which encodes headers as UTF-8 words."""
    facts = Facts("modern")
    charset = r.choice(CHARSETS)
    m = EmailMessage(policy=policy.SMTP if r.random() < 0.8 else policy.SMTPUTF8)
    facts.subject = folded_words(r)
    facts.sender = (word(r, "utf-8"), address(r, "us-ascii")[1])
    # In a long list it puts commas and addresses into encoded words
    facts.to = [(words(r, "utf-8" if n == 0 else "us-ascii", 1), address(r, "us-ascii")[1]) for n in range(r.randint(1, 4))]
    m["Subject"] = facts.subject
    m["From"] = formataddr(facts.sender) if facts.sender[0].isascii() else EmailAddress(facts.sender)
    m["To"] = [EmailAddress(one) for one in facts.to]
    m["Message-ID"] = "<corpus-%d@x.example>" % i
    m["Date"] = "Tue, 03 Mar 2026 09:00:00 +0100"
    facts.text = text(r, charset)
    ctes = ["base64", "quoted-printable"] + (["7bit"] if charset in ("us-ascii", "iso-2022-jp") else ["8bit"])
    structure = r.choice(["text", "html", "alternative", "related", "mixed", "mail", "everything"])
    facts.kind += " " + structure + " " + charset
    body = text(r, charset).replace("\n", " ").strip()
    html = "<p>" + body + "</p>"
    if structure == "html":
        m.set_content("<html><body>" + html + "</body></html>", subtype="html", charset=charset, cte=r.choice(ctes))
        facts.html = html
        facts.text = " ".join(body.split())
        return m.as_bytes(), facts
    m.set_content(facts.text, charset=charset, cte=r.choice(ctes))
    if structure in ("alternative", "related", "everything"):
        picture = payload(r)
        related = structure != "alternative"
        if related:
            html = '<p>' + body + '<img src="cid:pic%d@x"></p>' % i
        m.add_alternative("<html><body>" + html + "</body></html>", subtype="html", charset=charset, cte=r.choice(ctes))
        facts.html = html
        if related:
            m.get_payload()[1].add_related(picture, "image", "png", cid="<pic%d@x>" % i)
            facts.files.append(("image-1.png", "image/png", True, "pic%d@x" % i, picture))
    if structure in ("mixed", "everything"):
        for _ in range(r.randint(1, 3)):
            octets = payload(r)
            name = filename(r, "utf-8", "pdf")
            m.add_attachment(octets, maintype="application", subtype="pdf", filename=name)
            facts.files.append((name, "application/pdf", False, "", octets))
    if structure == "mail":
        inner = EmailMessage(policy=policy.SMTP)
        inner["Subject"] = "inner %d" % i
        inner["From"] = "inner@x.example"
        inner.set_content("INNER TEXT")
        m.add_attachment(inner, filename="inner.eml")
        facts.files.append(("inner.eml", "message/rfc822", False, "", None))
    raw = m.as_bytes()
    for number, one in enumerate(facts.files):
        if one[4] is None:
            part = [p for p in m.walk() if p.get_content_type() == "message/rfc822"][0]
            octets = part.get_payload()[0].as_bytes()
            at = raw.index(b"Subject: inner %d" % i)
            octets = raw[at : raw.index(b"\r\n--", at)]
            facts.files[number] = one[:4] + (octets,)
    return raw, facts


class EmailAddress(str):
    """Lets EmailMessage encode the name by itself."""

    def __new__(cls, pair):
        from email.headerregistry import Address

        user, domain = pair[1].split("@")
        return Address(pair[0], user, domain)


def legacy(r, i):
    """The older interface: words, names and text in any charset."""
    facts = Facts("legacy")
    charset = r.choice(CHARSETS)
    facts.kind += " " + charset
    facts.subject = words(r, charset, 10)
    facts.sender = address(r, charset)
    facts.to = [address(r, charset) for _ in range(r.randint(1, 3))]
    facts.text = text(r, charset)
    body = MIMEText(facts.text, "plain", charset)
    if r.random() < 0.5:
        m = body
    else:
        m = MIMEMultipart()
        m.attach(body)
        for _ in range(r.randint(1, 3)):
            octets = payload(r)
            name = filename(r, charset, "bin")
            part = MIMEApplication(octets)
            form = r.choice(["2231", "word", "both"])
            if form in ("2231", "both") and charset != "iso-2022-jp":
                part.add_header("Content-Disposition", "attachment", filename=(charset, "", name))
            else:
                part.add_header("Content-Disposition", "attachment", filename=Header(name, charset).encode())
            if form == "both":
                part.set_param("name", Header(name, charset).encode())
            m.attach(part)
            facts.files.append((name, "application/octet-stream", False, "", octets))
    m["Subject"] = Header(facts.subject, charset, header_name="Subject")
    m["From"] = "%s <%s>" % (Header(facts.sender[0], charset).encode(), facts.sender[1])
    m["To"] = ",\r\n ".join("%s <%s>" % (Header(n, charset).encode(), a) for n, a in facts.to)
    if charset == "us-ascii":
        del m["From"], m["To"]
        m["From"] = formataddr(facts.sender)
        m["To"] = ", ".join(formataddr(one) for one in facts.to)
    m["Message-ID"] = "<corpus-%d@x.example>" % i
    m["Date"] = "Tue, 03 Mar 2026 09:00:00 +0100"
    return m.as_bytes(policy=policy.compat32.clone(linesep="\r\n")), facts


def cut_words(r, value, charset):
    """Encoded words of octets cut anywhere, B and Q by turns."""
    octets = value.encode(charset)
    out = []
    while octets:
        size = r.randint(1, 20)
        piece, octets = octets[:size], octets[size:]
        if r.random() < 0.5:
            out.append("=?%s?B?%s?=" % (charset, base64.b64encode(piece).decode()))
        else:
            q = "".join(chr(c) if chr(c).isalnum() and c < 128 else "=%02X" % c for c in piece)
            out.append("=?%s?q?%s?=" % (charset.upper(), q))
    return r.choice(["\r\n ", "\r\n\t", " "]).join(out)


def cut_parameter(r, name, value):
    """RFC 2231 segments of octets cut anywhere, out of order."""
    octets = value.encode("utf-8")
    segments = []
    while octets:
        size = r.randint(1, 9)
        segments.append("".join("%%%02x" % c for c in octets[:size]))
        octets = octets[size:]
    lines = ["%s*%d*=%s%s" % (name, n, "utf-8''" if n == 0 else "", s) for n, s in enumerate(segments)]
    r.shuffle(lines)
    return ";\r\n ".join(lines)


def sloppy_base64(r, octets):
    digits = base64.b64encode(octets).decode()
    if r.random() < 0.5:
        digits = digits.rstrip("=")
    width = r.choice([60, 61, 72, 76, 1000])
    end = r.choice(["\r\n", "\n", " \r\n"])
    return end.join(digits[n : n + width] for n in range(0, len(digits), width)).encode()


def sloppy_quoted(r, octets):
    out = []
    for line in octets.split(b"\n"):
        coded = "".join(
            chr(c) if 32 < c < 127 and c != 61 or c == 32 and n + 1 < len(line) else ("=%02x" if r.random() < 0.5 else "=%02X") % c
            for n, c in enumerate(line)
        )
        while len(coded) > 70:
            cut = 70 if "=" not in coded[68:70] else 67 + (coded[68:70].index("="))
            cut = max(cut, 60)
            while "=" in coded[cut - 2 : cut]:
                cut -= 1
            out.append(coded[:cut] + "=" + (" " if r.random() < 0.2 else ""))
            coded = coded[cut:]
        out.append(coded + ("  " if r.random() < 0.2 else ""))
    return "\r\n".join(out).encode()


def by_hand(r, i):
    """What no library writes but mail servers see every day."""
    facts = Facts("hand")
    charset = r.choice([c for c in CHARSETS if c not in ("us-ascii", "iso-2022-jp", "iso-8859-8")])
    facts.kind += " " + charset
    facts.subject = words(r, charset, 6)
    facts.sender = address(r, charset)
    facts.to = [address(r, "us-ascii") for _ in range(r.randint(1, 3))]
    facts.text = text(r, charset)
    boundary = r.choice(["b", "=_x y", "----=_Part_%d" % i, "'q(u)o+te'"])
    lines = [
        r.choice(["subject: ", "SUBJECT:", "Subject : "]) + cut_words(r, facts.subject, charset),
        "From: (comment) " + cut_words(r, facts.sender[0], charset) + r.choice([" <", "\r\n\t<"]) + facts.sender[1] + ">",
        "To: " + r.choice(["Team: %s;", "%s"]) % r.choice([", ", ",\r\n ", "; "]).join('"%s" <%s>' % one for one in facts.to),
        "Message-ID: <corpus-%d@x.example>" % i,
        "Date: Tue, 03 Mar 2026 09:00:00 +0100",
        r.choice(['Content-Type: multipart/mixed; boundary="%s"', 'content-type: Multipart/Mixed;\r\n\tBOUNDARY="%s"']) % boundary,
        "",
        r.choice(["", "This is a multi-part message in MIME format.", "--not-the-boundary"]),
    ]
    raw = "\r\n".join(lines).encode() + b"\r\n"
    body = facts.text.encode(charset)
    coded, encoding = (sloppy_base64(r, body), "base64") if r.random() < 0.5 else (sloppy_quoted(r, body), "Quoted-Printable")
    raw += ("--%s%s\r\nContent-Type: text/plain; charset=%s\r\nContent-Transfer-Encoding: %s\r\n\r\n" % (boundary, r.choice(["", "  "]), charset, encoding)).encode()
    raw += coded + b"\r\n"
    for _ in range(r.randint(0, 3)):
        octets = payload(r)
        name = filename(r, "utf-8", "dat")
        disposition = cut_parameter(r, "filename", name) if r.random() < 0.5 else 'filename="%s"' % cut_words(r, name, "utf-8").replace("\t", " ")
        raw += ("--%s\r\nContent-Disposition: attachment; %s\r\nContent-Type: application/x-data\r\nContent-Transfer-Encoding: BASE64\r\n\r\n" % (boundary, disposition)).encode()
        raw += sloppy_base64(r, octets) + b"\r\n"
        facts.files.append((name, "application/x-data", False, "", octets))
    if r.random() < 0.7:
        raw += ("--%s--\r\n" % boundary).encode() + r.choice([b"", b"epilogue\r\n"])
    if r.random() < 0.2:
        raw = raw.replace(b"\r\n", b"\n")
    return raw, facts


def main(directory, count, seed):
    r = random.Random(seed)
    with open(os.path.join(directory, "mails.bin"), "wb") as mails, open(os.path.join(directory, "facts.tsv"), "w") as tsv:
        for i in range(count):
            maker = r.choices([modern, legacy, by_hand], [4, 3, 3])[0]
            raw, facts = maker(r, i)
            mails.write(raw)
            tsv.write(facts.line(len(raw)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
