"""A help desk in one file: reads a project's mails and acknowledges each.

    pip install confluent-kafka
    python helpdesk.py BOOTSTRAP-SERVERS PROJECT
"""

import json
import sys
import uuid
from datetime import datetime, timezone

INCOMING = "dev.mailbridge.incoming-mail.v1"
OUTGOING = "dev.mailbridge.outgoing-mail.v1"


def event_type(headers):
    """The CloudEvents type of a record, or None."""
    for name, value in headers or []:
        if name == "ce_type":
            return value.decode()
    return None


def event_headers(kind, event_id):
    """CloudEvents 1.0 in Kafka's binary mode."""
    return [
        ("ce_specversion", b"1.0"),
        ("ce_type", kind.encode()),
        ("ce_id", event_id.encode()),
        ("ce_source", b"/helpdesk.py"),
        ("ce_time", datetime.now(timezone.utc).isoformat().replace("+00:00", "Z").encode()),
        ("content-type", b"application/json"),
    ]


def acknowledgement(mail):
    """The answer to a mail, or None: automatic mails, bounces and lists get none."""
    if mail["kind"] != "mail" or not mail["from"]:
        return None
    # A proven reference is the ticket; a tag in the subject alone is only a hint.
    proof = (mail.get("ticketProof") or {}).get("kind")
    ticket = mail["ticketRef"] if proof in ("mac", "sent", "address") else None
    ticket = ticket or str(uuid.uuid5(uuid.NAMESPACE_URL, mail["conversationKey"]))[:8]
    return {
        # Made from the mail's id: if this program dies and reads the mail again, it is still sent once.
        "id": "ack-" + mail["id"],
        "mailboxId": mail["mailboxId"],
        "to": mail["replyTo"] or mail["from"][:1],
        "subject": "Re: " + (mail["subject"] or ""),
        "text": f"We have your mail. Ticket: {ticket}\n",
        "inReplyTo": [mail["messageId"]],
        "references": mail["references"] + [mail["messageId"]],
        "ticketRef": ticket,
        "kind": "auto-reply",
    }


def main(servers, project):
    from confluent_kafka import Consumer, Producer

    consumer = Consumer(
        {
            "bootstrap.servers": servers,
            "group.id": project,
            "isolation.level": "read_committed",
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest",
        }
    )
    producer = Producer({"bootstrap.servers": servers, "enable.idempotence": True})
    consumer.subscribe([f"mail.incoming.{project}"])
    try:
        while True:
            record = consumer.poll(1.0)
            if record is None:
                continue
            if record.error():
                print(record.error(), file=sys.stderr)
                continue
            if event_type(record.headers()) == INCOMING:
                mail = json.loads(record.value())
                answer = acknowledgement(mail)
                print(mail["receivedAt"], mail["kind"], mail["id"])
                if answer:
                    producer.produce(
                        f"mail.outgoing.{project}",
                        key=answer["mailboxId"],
                        value=json.dumps(answer).encode(),
                        headers=event_headers(OUTGOING, answer["id"]),
                    )
                    producer.flush()
            # Only now: what was not answered is read again after a crash.
            consumer.commit(record)
    finally:
        consumer.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
