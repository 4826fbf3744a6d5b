/** Words that several pages of the service need. */
import type { CallerRole } from '#shared/ticket/role.ts';
import type { Said } from '../platform/http/language.ts';

export const ROLE_NAMES: Record<CallerRole, Said> = {
  validator: { id: 'Validator', en: 'Validator' },
  field_validator: { id: 'Petugas lapangan', en: 'Field officer' },
  unit_admin: { id: 'Admin unit', en: 'Unit admin' },
  supervisor: { id: 'Supervisor', en: 'Supervisor' },
  operator: { id: 'Operator', en: 'Operator' },
  channel_admin: { id: 'Admin kanal', en: 'Channel admin' },
  api_client: { id: 'Aplikasi', en: 'Application' },
};

export const SEARCH: Said = { id: 'Cari', en: 'Search' };
export const SAVE: Said = { id: 'Simpan', en: 'Save' };
/** What no source states, wherever somebody is judged by it. */
export const ASSUMED: Said = { id: 'perkiraan', en: 'estimate' };
export const ALL: Said = { id: 'Semua', en: 'All' };
