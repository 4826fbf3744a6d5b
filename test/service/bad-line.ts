/** A line between a client and the service as a phone has it: it breaks, and comes back from another address. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface BadLine {
  origin: string;
  /** From now on: breaks once so many bytes have gone up since the last break, then after so many more, … */
  cutAfter(...bytes: number[]): void;
  /** What is waited for before it breaks: that the service has some of what was sent. */
  beforeCut(waits: () => Promise<void>): void;
  /** What happens while the line is down; until it has, nobody comes through. */
  onCut(happens: () => Promise<void>): void;
  leadTo(origin: string): void;
  cuts(): number;
  /** Bytes that went up since the last break. */
  bytesSince(): number;
  /** From which the service was called. */
  addresses(): readonly string[];
  close(): Promise<void>;
}

export async function openBadLine(to: string): Promise<BadLine> {
  let port = Number(new URL(to).port);
  let waiting: number[] = [];
  let went = 0;
  let breaks = 0;
  let down = Promise.resolve();
  let waits = async (): Promise<void> => {};
  let happens = async (): Promise<void> => {};
  const open = new Set<readonly [Socket, Socket]>();
  const addresses = new Set<string>();

  async function cut(): Promise<void> {
    waiting.shift();
    await waits();
    went = 0;
    breaks++;
    // Every second time the service is told nothing: what it holds is a line to nowhere.
    for (const [near, far] of open) {
      near.destroy();
      if (breaks % 2 === 1) far.destroy();
    }
    down = happens();
  }

  const server = createServer(async (near) => {
    near.on('error', () => near.destroy());
    near.pause();
    await down;
    // Every address of 127.0.0.0/8 is this machine's; after a break it is another one.
    const localAddress = `127.0.0.${2 + breaks}`;
    const far = connect({ port, host: '127.0.0.1', localAddress });
    addresses.add(localAddress);
    const pair = [near, far] as const;
    open.add(pair);
    for (const socket of pair) socket.on('error', () => socket.destroy());
    far.on('close', () => {
      open.delete(pair);
      near.destroy();
    });
    near.on('end', () => far.end());
    far.pipe(near);
    near.on('data', (bytes) => {
      went += bytes.length;
      const isLast = waiting[0] !== undefined && went >= waiting[0];
      const isFull = !far.write(bytes);
      if (isLast || isFull) near.pause();
      if (isLast) void cut();
      else if (isFull) far.once('drain', () => near.resume());
    });
    near.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${own}`,
    cutAfter(...bytes) {
      waiting = bytes;
      went = 0;
    },
    beforeCut(what) {
      waits = what;
    },
    onCut(what) {
      happens = what;
    },
    leadTo(origin) {
      port = Number(new URL(origin).port);
    },
    cuts: () => breaks,
    bytesSince: () => went,
    addresses: () => [...addresses],
    async close() {
      for (const socket of [...open].flat()) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
