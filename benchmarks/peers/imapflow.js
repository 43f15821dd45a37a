// Fetches all mails of an inbox with imapflow and, when asked, parses them with mailparser.
// Arguments: host, port, user, "parse" or "fetch"; the token in PEER_TOKEN.
// Prints how many came and in how many seconds.
import { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';

const [host, port, user, what] = process.argv.slice(2);
const client = new ImapFlow({
  host,
  port: Number(port),
  secure: true,
  auth: { user, accessToken: process.env.PEER_TOKEN },
  tls: { rejectUnauthorized: false },
  logger: false,
});
await client.connect();
await client.mailboxOpen('INBOX', { readOnly: true });
const start = performance.now();
let mails = 0;
for await (const mail of client.fetch('1:*', { source: true })) {
  if (what === 'parse') {
    await simpleParser(mail.source);
  }
  mails++;
}
console.log(mails, (performance.now() - start) / 1000);
await client.logout();
