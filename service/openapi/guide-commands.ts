/** What the guide has one paste into a terminal or a page: a test runs each of them as it stands there. */
import { API_BASE } from '#shared/contract/operations.ts';
import type { Unit } from '#shared/contract/units.ts';
import { exampleOf } from './examples.ts';

export const STEPS = ['key', 'categories', 'photo', 'file', 'follow', 'listen', 'live', 'office'] as const;
export type Step = (typeof STEPS)[number];

export interface Command {
  /** `shell` for a terminal, `script` for a page. */
  in: 'shell' | 'script';
  name: string;
  text: string;
}

export interface Place {
  /** Where this service lies. */
  origin: string;
  /** The kelurahan by which codes are explained. */
  kelurahan: Pick<Unit, 'code' | 'name'>;
  /** The demo's password; null where nobody has one that is known. */
  password: string | null;
}

const AS_JSON = `-H 'Content-Type: application/json'`;
/** By whom a call is made: a variable of the shell that holds the key or a token. */
const by = (variable: string): string => `-H "Authorization: Bearer $${variable}"`;

/** What stands in `<…>` comes from an answer before. */
export function commandsAt({ origin, kelurahan, password }: Place): Record<Step, readonly Command[]> {
  const at = origin + API_BASE;
  const key = by('KUNCI');
  const shell = (name: string, text: string): Command => ({ in: 'shell', name, text });
  const json = (body: object): string => `-d '${JSON.stringify(body, null, 2)}'`;
  const signIn = (username: string): string =>
    `curl ${AS_JSON} -d '${JSON.stringify({ username, password: password ?? '<sandi>' })}' ${at}/session`;
  const act = (variable: string, body: object): string =>
    `curl ${by(variable)} -H 'If-Match: "<version>"' ${AS_JSON} \\\n  ${json(body)} \\\n  ${at}/tickets/<number>/actions`;
  const filed = { ...Object(exampleOf('fileReport')?.body), photos: ['<id>'] };

  return {
    key: [shell('key', `curl ${key} ${at}/session`)],
    categories: [
      shell('categories', `curl ${key} ${at}/categories`),
      shell(
        'kelurahan',
        `curl ${key} -G --data-urlencode 'text=${kelurahan.name}' '${at}/units?kind=kelurahan'`,
      ),
    ],
    photo: [shell('photo', `curl ${key} -F photo=@foto.jpg ${at}/photos`)],
    file: [
      shell(
        'file',
        `curl ${key} ${AS_JSON} -H "Idempotency-Key: $(date +%s)-$RANDOM" \\\n  ${json(filed)} \\\n  ${at}/tickets`,
      ),
    ],
    follow: [
      shell('track', `curl ${at}/track/<number>`),
      shell('read', `curl -i ${key} ${at}/tickets/<number>`),
    ],
    listen: [shell('listen', `curl ${key} '${at}/changes?after=0'`)],
    live: [{ in: 'script', name: 'live', text: liveAt(at) }],
    office: [
      shell('office-sign-in', signIn('admin')),
      shell('office-accept', act('KANTOR', { action: 'proses' })),
      shell('office-photo', `curl ${by('KANTOR')} -F photo=@foto.jpg ${at}/photos`),
      shell(
        'office-follow-up',
        act('KANTOR', {
          action: 'tindak_lanjut',
          narrative: 'Lubang di depan gerbang sekolah sudah ditambal dan dipadatkan.',
          after: ['<id>'],
        }),
      ),
      shell('validator-sign-in', signIn('validator')),
      shell('validator-approve', act('VALIDATOR', { action: 'setujui', reason: 'Sudah dilihat di lokasi.' })),
    ],
  };
}

/** An `EventSource` sends no `Authorization`; messages are apart by an empty line, wherever a chunk of bytes ends. */
function liveAt(at: string): string {
  return `const live = await fetch('${at}/live?after=0', {
  headers: { Authorization: 'Bearer ' + KUNCI },
});
const reader = live.body.pipeThrough(new TextDecoderStream()).getReader();
for (let rest = '', part; !(part = await reader.read()).done; ) {
  const messages = (rest + part.value).split('\\n\\n');
  rest = messages.pop();
  for (const message of messages) {
    if (/^data:/m.test(message)) await readChanges();
  }
}`;
}
