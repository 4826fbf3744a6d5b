/**
 * The rights table: which caller may make which kind of call at all. What somebody may do to one report is the
 * transition table's business (`shared/ticket/action.ts`); this one guards the door before it.
 */
import { CALLER_ROLES, type CallerRole, OFFICER_ROLES } from '../ticket/role.ts';

/** Nobody stands here by default: a right that names no role is nobody's. */
export const RIGHTS = {
  /** Who am I, sign out. */
  session: CALLER_ROLES,
  'tickets:file': ['unit_admin', 'channel_admin', 'api_client'],
  /** One's own. */
  'password:change': OFFICER_ROLES,
  /** Which reports, their visibility decides; an operator's holds none. */
  'tickets:read': CALLER_ROLES,
  /** Which action, the transition table decides. */
  'tickets:act': OFFICER_ROLES,
  'queue:read': OFFICER_ROLES,
  'evidence:check': CALLER_ROLES,
  /** Photos beforehand, for a report, an action or a check. */
  'photos:add': CALLER_ROLES,
  /** Where and when a photo is taken, before it is sent: by whoever works at the spot. */
  'captures:commit': ['unit_admin', 'field_validator'],
  /** Offices, channels, categories. */
  'reference:read': CALLER_ROLES,
  /** A reporter's data, on their request: a copy without who they are, and its erasure. */
  'reporter:data': ['supervisor', 'operator'],
  /** Who looked at originals. */
  'looks:read': ['supervisor'],
  /** What became of the notifications in one's own browser; who was told, and when. */
  'notifications:record': OFFICER_ROLES,
  'notifications:read': ['supervisor'],
  /** One's own browsers, told by their push service. */
  'push:own': OFFICER_ROLES,
  /** Where one wants mails; their words, and those that could not be sent. */
  'messages:own': OFFICER_ROLES,
  'messages:manage': ['supervisor', 'operator'],
  'criteria:read': OFFICER_ROLES,
  'criteria:write': ['supervisor'],
  /** Whether the books are in order; nothing of what is in them. */
  audit: ['supervisor', 'operator'],
  'accounts:manage': ['operator'],
  /** Vouching for one's own unit; anybody may ask without signing in. */
  'requests:make': ['unit_admin'],
  'requests:read': ['operator', 'unit_admin'],
  'requests:decide': ['operator'],
  /** Limits, thresholds and working days: whoever is judged by them may read them. */
  'policy:read': OFFICER_ROLES,
  'policy:set': ['supervisor'],
  'calendar:set': ['supervisor'],
  'categories:set': ['supervisor'],
  'duty:own': OFFICER_ROLES,
  'duty:validators': ['validator', 'supervisor'],
  'duty:validators:set': ['supervisor'],
  /** Of which office, the place of their own decides. */
  'duty:unit': ['unit_admin', 'supervisor'],
  'duty:unit:set': ['unit_admin'],
  /** Of which office, the place of their own decides; the ranking is open. */
  'performance:read': ['supervisor', 'unit_admin'],
  /** Beside a decision: of any office for whoever judges them all, for an office of its own. */
  'record:read': ['validator', 'supervisor', 'unit_admin'],
  /** The whole queue on a screen on the wall. */
  'wall:read': ['supervisor'],
  'units:manage': ['operator'],
  'keys:manage': ['operator'],
  'webhooks:manage': ['operator'],
  /** Files of reports from other systems; a key for its own channels. */
  'tickets:import': ['operator', 'api_client'],
  /** What a name of another system means here. */
  'names:recognise': ['supervisor', 'operator'],
  /** Whoever sees reports may have what they see as a file. */
  'tickets:export': [
    'validator',
    'field_validator',
    'unit_admin',
    'supervisor',
    'channel_admin',
    'api_client',
  ],
  'tickets:export-everything': ['supervisor'],
  /** Its pictures, for whoever works with places. */
  'map:read': OFFICER_ROLES,
  'clock:read': OFFICER_ROLES,
  'clock:set': ['operator'],
} as const satisfies Record<string, readonly CallerRole[]>;

export type Right = keyof typeof RIGHTS;

/** What an API key may be given; a key without a scope can do nothing but ask who it is. */
export const API_SCOPES = [
  'tickets:file',
  'tickets:read',
  'tickets:import',
  'tickets:export',
  'evidence:check',
  'reference:read',
] as const satisfies Right[];
export type ApiScope = (typeof API_SCOPES)[number];

/** What needs no scope of its own: it comes with each of these. */
const COMES_WITH: Partial<Record<Right, readonly ApiScope[]>> = {
  'photos:add': ['tickets:file', 'evidence:check'],
};

/** Each of which is enough for it; none where it is for officers alone. */
export function scopesFor(right: Right): ApiScope[] {
  return API_SCOPES.filter((scope) => mayCall(right, ['api_client'], [scope]));
}

/** `scopes`: those of the API key that is calling; an officer's session has none and needs none. */
export function mayCall(
  right: Right,
  roles: readonly CallerRole[],
  scopes: readonly ApiScope[] = [],
): boolean {
  const allowed: readonly CallerRole[] = RIGHTS[right];
  return roles.some((role) => {
    if (!allowed.includes(role)) return false;
    if (role !== 'api_client' || right === 'session') return true;
    return scopes.some((scope) => scope === right || COMES_WITH[right]?.includes(scope));
  });
}
