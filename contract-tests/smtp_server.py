"""Mail servers for the tests: as many as are asked for, each on a port of its own, well-behaved or not.

src/smtp.rs speaks with it, a line of JSON each way. Asked {"server": 1, "do": "open"}, it answers {"server": 1,
"port": 40001}; every other request it answers with {"server": 1}. A letter that arrives is told as {"server": 1,
"letter": {...}}. It ends when its input does.

  open      begins to listen, on the port of before if there was one; with "tls", "starttls" or "wrapped", and only for
            who logs in as "user" with "password", with the "certificate" and the "key" of these files
  close     listens no more, and breaks all connections
  accept    takes letters
  refuse    answers "code" to every recipient
  drop      breaks the connection in the middle of a letter
  swallow   takes a letter, then breaks the connection before saying so
  hang      never answers a recipient
  ponder    takes a letter, and says so after "seconds"
"""

import asyncio
import email
import email.policy
import json
import logging
import socket
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


# Who refuses a certificate, or is refused, is what the tests are about.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)


class Server:
    def __init__(self, number):
        self.number, self.port, self.way, self.code, self.seconds = number, 0, "accept", 0, 0
        self.listening, self.connections = None, set()
        self.secured = {}

    async def open(self, secured):
        self.secured = secured or self.secured
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        self.listening = await asyncio.get_running_loop().create_server(self.connection, sock=listener, ssl=self.context() if self.is_wrapped() else None)

    def is_wrapped(self):
        return self.secured.get("tls") == "wrapped"

    def context(self):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.secured["certificate"], self.secured["key"])
        return context

    def close(self):
        self.listening.close()
        for connection in self.connections:
            if connection.transport:
                connection.transport.abort()
        self.connections.clear()

    def connection(self):
        settings = {}
        if self.secured:
            settings = {"authenticator": self.authenticate, "auth_required": True, "auth_require_tls": not self.is_wrapped()}
        if self.secured and not self.is_wrapped():
            settings |= {"tls_context": self.context(), "require_starttls": True}
        connection = SMTP(self, hostname="mail.example", loop=asyncio.get_running_loop(), **settings)
        self.connections.add(connection)
        return connection

    def authenticate(self, server, session, envelope, mechanism, given):
        wanted = (self.secured["user"].encode(), self.secured["password"].encode())
        return AuthResult(success=(given.login, given.password) == wanted, handled=False)

    async def handle_RCPT(self, server, session, envelope, address, options):
        match self.way:
            case "refuse":
                return f"{self.code} <{address}> is refused"
            case "hang":
                await asyncio.Event().wait()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.way != "drop":
            is_secret = server.transport.get_extra_info("ssl_object") is not None
            tell({"server": self.number, "letter": letter(envelope) | {"tls": is_secret, "login": session.authenticated}})
        if self.way == "ponder":
            await asyncio.sleep(self.seconds)
        if self.way in ("drop", "swallow"):
            server.transport.abort()
        return "250 OK"


def letter(envelope):
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    return {
        "from": envelope.mail_from,
        "to": envelope.rcpt_tos,
        "headers": [[name, str(value)] for name, value in message.items()],
        "parts": [[part.get_content_type(), part.get_content()] for part in message.walk() if not part.is_multipart()],
        "raw": envelope.content.decode(),
    }


def tell(what):
    print(json.dumps(what), flush=True)


async def main():
    servers = {}
    loop = asyncio.get_running_loop()
    # What arrives on standard input is handled in the order of arrival.
    requests = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(requests), sys.stdin)
    while line := await requests.readline():
        request = json.loads(line)
        server = servers.setdefault(request["server"], Server(request["server"]))
        answer = {"server": server.number}
        match request["do"]:
            case "open":
                await server.open(request.get("secured"))
                answer["port"] = server.port
            case "close":
                server.close()
            case way:
                server.way, server.code, server.seconds = way, request.get("code", 0), request.get("seconds", 0)
        tell(answer)


asyncio.run(main())
