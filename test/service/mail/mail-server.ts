/** A real mail server, which takes mail, refuses it or hangs up as a test says. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

interface Letter {
  to: string[];
  headers: Map<string, string>;
  /** As the reader of the mail sees it. */
  text: string;
}

export interface MailServer {
  url: string;
  letters: Letter[];
  /** What it answers a recipient with from now on; null: it takes them. */
  refuse(code: 451 | 550 | null): void;
  /** Takes the next letter to its end and hangs up without a word. */
  hangUp(): void;
  stop(): Promise<void>;
  /** Again on the same port. */
  start(): Promise<void>;
}

export async function openMailServer(): Promise<MailServer> {
  const letters: Letter[] = [];
  let code: 451 | 550 | null = null;
  let hangsUp = false;
  let port = 0;
  let server = create();

  function create(): SMTPServer {
    return new SMTPServer({
      authOptional: true,
      hideSTARTTLS: true,
      logger: false,
      onRcptTo(_address, _session, done) {
        done(code === null ? null : Object.assign(new Error('not now'), { responseCode: code }));
      },
      onData(stream, session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          letters.push(
            letterOf(
              Buffer.concat(chunks).toString('latin1'),
              session.envelope.rcptTo.map(({ address }) => address),
            ),
          );
          if (!hangsUp) return done();
          hangsUp = false;
          for (const connection of server.connections) connection.close();
        });
      },
    });
  }

  async function start(): Promise<void> {
    server = create();
    await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
    port = (server.server.address() as AddressInfo).port;
  }

  await start();
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    refuse(answer) {
      code = answer;
    },
    hangUp() {
      hangsUp = true;
    },
    stop: () => new Promise<void>((closed) => server.close(() => closed())),
    start,
  };
}

function letterOf(raw: string, to: string[]): Letter {
  const end = raw.indexOf('\r\n\r\n');
  const headers = new Map(
    raw
      .slice(0, end)
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
  );
  const body = raw.slice(end + 4);
  return { to, headers, text: decoded(body, headers.get('content-transfer-encoding')) };
}

function decoded(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}
