/** What is made of a libSQL server's answers where no real one can be brought to give them at will. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Hrana, NoAnswer, openHrana } from '../../../service/platform/db/hrana.ts';

let server: Server;
let hrana: Hrana;
/** How far the log of whoever answers has come. */
let index = '0';

beforeEach(async () => {
  server = createServer((request, response) => {
    request.resume();
    const result = { rows: [[{ type: 'integer', value: '7' }]], replication_index: index };
    const results = [{ type: 'ok', response: { type: 'execute', result } }];
    response.end(JSON.stringify({ baton: null, results }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  hrana = openHrana({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, 5_000);
});
afterEach(() => {
  hrana.close();
  server.close();
});

const read = () => hrana.each([{ sql: 'select 7', args: [] }]);

it('an answer from before what is followed is none: rows may be missing there that were acknowledged', async () => {
  index = '40';
  expect(await read()).toEqual([{ rows: [[7]] }]);
  hrana.follow('41');
  await expect(read()).rejects.toThrow(NoAnswer);
  index = '41';
  expect(await read()).toEqual([{ rows: [[7]] }]);
});

it('where the server counts its log anew, what is followed is what it said last', async () => {
  hrana.follow('2873');
  index = '12';
  await expect(read()).rejects.toThrow(NoAnswer);
  hrana.follow('12');
  expect(await read()).toEqual([{ rows: [[7]] }]);
});
