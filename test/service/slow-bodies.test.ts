/** Callers who send their words a byte at a time, or never to the end: they hold their own line, and nobody else. */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startProcess } from './process.ts';

const LINES = 150;

/** What each has sent when it stops sending. */
const BEGUN = [
  'POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: app',
  'POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n{"user',
  'POST /masuk HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc',
  'POST /open311/v2/requests.json HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n--b\r\nContent-Disp',
];

it('while many stand there with half a call, others are served', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-slow-'));
  const service = await startProcess(folder);
  const lines: Socket[] = [];
  onTestFinished(async () => {
    for (const line of lines) line.destroy();
    await service.kill();
    rmSync(folder, { recursive: true });
  });
  const port = Number(new URL(service.origin).port);
  await Promise.all(
    Array.from({ length: LINES }, (_, i) => {
      const line = connect(port, '127.0.0.1');
      lines.push(line);
      line.on('error', () => {});
      return new Promise<void>((sent) => line.write(BEGUN[i % BEGUN.length] ?? '', () => sent()));
    }),
  );
  for (let more = 0; more < 20; more++) {
    for (const line of lines.filter(({ writable }) => writable)) line.write('x');
    expect((await fetch(`${service.origin}/readyz`)).status).toBe(200);
  }
  expect((await fetch(`${service.origin}/masuk`)).status).toBe(200);
  for (const line of lines) line.destroy();
  expect(await service.stop()).toBe(0);
  expect(service.complaints()).not.toContain('unexpected error');
});
