/** A line to a server that can be cut and mended: while it is cut nothing passes and nobody is let in. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface CuttableWay {
  url: string;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function openCuttableWay(to: string): Promise<CuttableWay> {
  const { hostname, port } = new URL(to);
  const ends = new Set<Socket>();
  let isCut = false;
  const keep = (socket: Socket): void => {
    ends.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => ends.delete(socket));
  };
  const server = createServer((caller) => {
    if (isCut) {
      caller.destroy();
      return;
    }
    const onward = connect(Number(port), hostname);
    keep(caller);
    keep(onward);
    caller.on('close', () => onward.destroy());
    onward.on('close', () => caller.destroy());
    caller.pipe(onward);
    onward.pipe(caller);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const free = typeof address === 'object' && address !== null ? address.port : 0;
  const cut = (): void => {
    isCut = true;
    for (const socket of ends) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${free}`,
    cut,
    mend() {
      isCut = false;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
