/** The headings under which the document shows its calls, by the first word of their path. */
export interface Tag {
  name: string;
  description: string;
  /** First segments of paths. */
  under: readonly string[];
}

export const TAGS: readonly Tag[] = [
  { name: 'Session', description: 'Signing in, and who one then is', under: ['session'] },
  { name: 'Reports', description: 'Filing, reading and deciding reports', under: ['tickets'] },
  { name: 'Evidence', description: 'Checking and looking at photos', under: ['evidence', 'photos'] },
  {
    name: 'Queue and changes',
    description: "The caller's work, and what happens after a sequence number",
    under: ['queue', 'changes', 'live', 'notifications'],
  },
  { name: 'Webhooks', description: 'Telling other systems of what happens', under: ['webhooks'] },
  { name: 'Public', description: 'What a reporter may do by number and secret', under: ['track'] },
  {
    name: 'Rules',
    description: 'Criteria, limits, working days, duty',
    under: ['criteria', 'policy', 'calendar', 'duty'],
  },
  {
    name: 'Reference',
    description: 'Offices, channels, categories',
    under: ['units', 'channels', 'categories'],
  },
  {
    name: 'Accounts',
    description: 'Officers, other systems and their rights',
    under: ['accounts', 'account-requests', 'api-keys'],
  },
  { name: 'Performance', description: 'How units perform, by the log', under: ['performance'] },
  {
    name: 'In and out',
    description: 'Reports from and for other systems by the file',
    under: ['imports', 'exports'],
  },
  { name: 'Audit', description: 'Whether the ledger is in order', under: ['audit'] },
  { name: 'Demo', description: "The demo's settable clock", under: ['clock'] },
];

export function tagOf(path: string): string {
  const first = path.split('/')[1] ?? '';
  const tag = TAGS.find(({ under }) => under.includes(first));
  if (!tag) throw new Error(`Say in TAGS where ${path} belongs`);
  return tag.name;
}
