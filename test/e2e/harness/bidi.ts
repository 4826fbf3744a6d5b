/**
 * WebDriver BiDi over its WebSocket, as far as the tests of the Firefox build need it. Playwright wants a Firefox
 * of its own making, Puppeteer and Selenium a newer Node.
 * Source: W3C WebDriver BiDi, https://w3c.github.io/webdriver-bidi/
 */
import { WebSocket } from 'ws';
import { z } from 'zod';

const Reply = z.object({
  id: z.number().nullish(),
  type: z.enum(['success', 'error', 'event']),
  result: z.unknown().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
});
type Reply = z.infer<typeof Reply>;

export interface Bidi {
  /** One command of the protocol; rejects with what the browser says. */
  send(method: string, params?: object): Promise<unknown>;
  close(): void;
}

export async function connectBidi(address: string): Promise<Bidi> {
  const socket = new WebSocket(address);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  socket.on('message', (data) => {
    const reply = Reply.parse(JSON.parse(String(data)));
    if (reply.id != null) waiting.get(reply.id)?.(reply);
  });
  let last = 0;
  return {
    async send(method, params = {}) {
      const id = ++last;
      const reply = await new Promise<Reply>((resolve) => {
        waiting.set(id, resolve);
        socket.send(JSON.stringify({ id, method, params }));
      });
      waiting.delete(id);
      if (reply.type === 'error') throw new Error(`${method}: ${reply.error}: ${reply.message}`);
      return reply.result;
    },
    close: () => socket.close(),
  };
}
