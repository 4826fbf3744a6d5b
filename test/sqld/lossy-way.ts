/** A way to a server that can be cut in the worst moment: when the server has done what was asked and says so. */
import { once } from 'node:events';
import { createServer, request } from 'node:http';

export interface LossyWay {
  url: string;
  /** The next answers, of as many calls that contain `text`, are lost. */
  lose(text: string, count?: number): void;
  /** Calls that came by so far. */
  calls(): number;
  close(): Promise<void>;
}

export async function openLossyWay(to: string): Promise<LossyWay> {
  let lost = { text: '', count: 0 };
  let calls = 0;
  const server = createServer((asked, answer) => {
    calls++;
    const chunks: Buffer[] = [];
    asked.on('data', (chunk: Buffer) => chunks.push(chunk));
    asked.on('end', () => {
      const body = Buffer.concat(chunks);
      const isLost = lost.count > 0 && body.includes(lost.text);
      if (isLost) lost = { ...lost, count: lost.count - 1 };
      const { host: _, ...headers } = asked.headers;
      const target = { method: asked.method ?? 'GET', headers };
      const onward = request(new URL(asked.url ?? '/', to), target, (response) => {
        if (isLost) {
          response.resume();
          response.on('end', () => answer.destroy());
          return;
        }
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      });
      onward.on('error', () => answer.destroy());
      onward.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    lose(text, count = 1) {
      lost = { text, count };
    },
    calls: () => calls,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
