/** The city as its officers reach it: a service process, and accounts made through the operator's calls alone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '#shared/contract/client.ts';
import { DEMO_PASSWORD } from '../../../service/demo/accounts.ts';
import { type ServiceProcess, startProcess } from '../process.ts';
import { BANGKA, SUDIN, type Who } from './story.ts';
import { rfc } from './when.ts';

/** Chosen by each new officer in place of the one-time password. */
const PASSWORD = 'sepeda-biru-di-bundaran';

export type Officer = Exclude<Who, 'warga'>;

/** Colleagues beyond the demo's accounts: work is shared, and no one calls more often than is promised them. */
const HIRED = [
  { who: 'lurah', username: 'lurah2', role: 'unit_admin', unit: BANGKA },
  { who: 'lurah', username: 'lurah3', role: 'unit_admin', unit: BANGKA },
  { who: 'sudin', username: 'sudin', role: 'unit_admin', unit: SUDIN },
  { who: 'validator', username: 'validator2', role: 'validator', unit: 'biro-pemerintahan' },
  { who: 'lapangan', username: 'lapangan2', role: 'field_validator', unit: null },
  { who: 'kanal', username: 'kanal2', role: 'channel_admin', unit: null },
] as const;

const DEMO = [
  { who: 'lurah', username: 'admin' },
  { who: 'dinas', username: 'dinas' },
  { who: 'kanal', username: 'kanal' },
  { who: 'validator', username: 'validator' },
  { who: 'lapangan', username: 'lapangan' },
  { who: 'supervisor', username: 'supervisor' },
] as const;

export interface Jakarta {
  origin: string;
  /** One of those who do this work; the same for the same `turn`. */
  officer(who: Officer, turn?: number): Client;
  /** Moves the clock; what is due by then has been done when it answers. */
  moveTo(at: number): Promise<void>;
  close(): Promise<number | null>;
}

export async function openJakarta(start: number): Promise<Jakarta> {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-month-'));
  const service: ServiceProcess = await startProcess(folder, {
    env: { TUNTAS_CLOCK: rfc(start), STANDING_CLOCK: '1' },
  });
  const { origin } = service;
  const anyone = createClient({ origin });

  async function signedIn(username: string, password: string): Promise<Client> {
    const { token } = (await anyone.call('signIn', { body: { username, password } })).data;
    return createClient({ origin, token: () => token });
  }

  const operator = await signedIn('operator', DEMO_PASSWORD);
  async function hire({ username, role, unit }: (typeof HIRED)[number]): Promise<Client> {
    const { data } = await operator.call('createAccount', {
      body: { username, name: `Petugas ${username}`, roles: [{ role, unit }] },
    });
    const officer = await signedIn(username, data.password);
    await officer.call('changePassword', { body: { current: data.password, next: PASSWORD } });
    return officer;
  }

  const staff = new Map<Officer, Client[]>();
  for (const one of [...DEMO, ...HIRED]) {
    const client = await ('role' in one ? hire(one) : signedIn(one.username, DEMO_PASSWORD));
    staff.set(one.who, [...(staff.get(one.who) ?? []), client]);
  }

  return {
    origin,
    officer(who, turn = 0) {
      const colleagues = staff.get(who) ?? [];
      const client = colleagues[turn % colleagues.length];
      if (!client) throw new Error(`Nobody works as ${who}`);
      return client;
    },
    async moveTo(at) {
      await operator.call('setClock', { body: { now: rfc(at) } });
    },
    async close() {
      const code = await service.stop();
      rmSync(folder, { recursive: true });
      return code;
    },
  };
}
