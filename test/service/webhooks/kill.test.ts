/**
 * SIGKILL while a webhook's message is under way: a receiver that has not answered is called again after the restart,
 * under the same id, and nothing is left out. A clean stop ends whoever listens at `/live` in good order.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createClient } from '#shared/contract/client.ts';
import { DEMO_PASSWORD } from '../../../service/demo/accounts.ts';
import { startProcess } from '../process.ts';
import { Receiver, verify } from './receiver.ts';

const REPORTS = 12;

it('a kill in the middle of a call loses nothing, and what comes twice has one id', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-webhook-kill-'));
  const receiver = await Receiver.open();
  onTestFinished(async () => {
    await receiver.down();
    rmSync(folder, { recursive: true });
  });
  const env = { OUTBOUND_TRUSTED: receiver.origin };
  const first = await startProcess(folder, { env });
  const signIn = async (username: string) => {
    const anyone = createClient({ origin: first.origin });
    const { data } = await anyone.call('signIn', { body: { username, password: DEMO_PASSWORD } });
    return { ...data, client: createClient({ origin: first.origin, token: () => data.token }) };
  };
  const { client: operator } = await signIn('operator');
  const { client: admin, token } = await signIn('admin');
  const { data: webhook } = await operator.call('createWebhook', {
    body: { name: 'Penerima', url: receiver.url, sight: { role: 'supervisor' } },
  });
  // It takes some, and then no more: those calls are under way when the power goes.
  receiver.answer = () => (receiver.taken.length < 3 ? 200 : 'hang');
  const numbers: string[] = [];
  for (let i = 0; i < REPORTS; i++) {
    const { data } = await admin.call('fileReport', {
      body: { channel: 'kantor_lurah', category: 'Jalan', description: 'Jalan berlubang di depan pasar' },
    });
    numbers.push(data.number);
  }
  await receiver.when(() => receiver.calls.length > receiver.taken.length);
  await first.kill();
  const broken = receiver.calls.filter((call) => !receiver.taken.includes(call));

  receiver.answer = () => 200;
  const second = await startProcess(folder, { env });
  await receiver.when(() => new Set(receiver.taken.map(({ id }) => id)).size === REPORTS);
  expect(receiver.taken.map(({ message }) => message.data.number).sort()).toEqual(
    expect.arrayContaining(numbers),
  );
  for (const { id } of broken) expect(receiver.taken.some((got) => got.id === id)).toBe(true);
  for (const got of receiver.taken) expect(verify(got, webhook.secret)).toEqual(got.message);

  const live = await fetch(`${second.origin}/api/v1/live`, { headers: { authorization: `Bearer ${token}` } });
  const heard = live.text();
  expect(await second.stop()).toBe(0);
  // A connection that was torn down would throw here.
  expect(await heard).toMatch(/^retry: \d+\n\nid: 12\ndata: 12\n\n$/);
});
