/** The accounts of demo mode. Their password is known to everyone, which is why demo mode stays on loopback. */
import { verifyPassword } from 'better-auth/crypto';
import type { NewOfficer } from '../accounts/auth.ts';
import type { Services } from '../services.ts';

export const DEMO_PASSWORD = 'tuntas-demo';

export const DEMO_ACCOUNTS: readonly Omit<NewOfficer, 'passwordHash'>[] = [
  { username: 'validator', name: 'Rina Wulandari', role: 'validator', unit: 'biro-pemerintahan' },
  { username: 'lapangan', name: 'Agus Setiawan', role: 'field_validator', unit: 'biro-pemerintahan' },
  { username: 'admin', name: 'Dewi Lestari', role: 'unit_admin', unit: '31.74.03.1002' },
  { username: 'dinas', name: 'Hendra Gunawan', role: 'unit_admin', unit: 'dinas-bina-marga' },
  { username: 'kanal', name: 'Sari Puspita', role: 'channel_admin', unit: null },
  { username: 'supervisor', name: 'Bambang Sutrisno', role: 'supervisor', unit: 'biro-pemerintahan' },
  { username: 'operator', name: 'Maya Anggraini', role: 'operator', unit: null },
];

/** Does nothing where accounts exist. One hash serves all: hashing is slow on purpose. */
export async function createDemoAccounts({ accounts }: Pick<Services, 'accounts'>): Promise<void> {
  if (!(await accounts.isEmpty())) return;
  const passwordHash = await accounts.hash(DEMO_PASSWORD);
  for (const account of DEMO_ACCOUNTS) await accounts.create({ ...account, passwordHash });
}

/** Whether everyone could sign in with one of these password hashes. Each that differs costs a hashing. */
export async function anyOpensToEveryone(hashes: readonly string[]): Promise<boolean> {
  for (const hash of new Set(hashes)) {
    if (await verifyPassword({ hash, password: DEMO_PASSWORD })) return true;
  }
  return false;
}
