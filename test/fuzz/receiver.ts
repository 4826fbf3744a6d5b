/** Another system's end of the webhooks of a run. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes webhooks' messages as receivers do: well, badly, elsewhere, never. */
export async function openReceiver(): Promise<{ origin: string; close(): void }> {
  let taken = 0;
  const server = createServer((call, answer) => {
    call.resume();
    const status = [200, 500, 302, 410, 0][taken++ % 5] ?? 200;
    if (status === 302) answer.setHeader('location', 'http://127.0.0.1:1/');
    if (status > 0) answer.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
