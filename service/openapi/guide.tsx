/** `/docs`: the first ten minutes with the API, then what whom concerns; the reference lies behind it. */
import { API_BASE, OPERATIONS, type OperationName } from '#shared/contract/operations.ts';
import { PROBLEM_WORDS } from '#shared/contract/problem.ts';
import { useSay } from '../pages/context.tsx';
import { OpenPage } from '../pages/page.tsx';
import { tagOf } from './document.ts';
import { SUMMARIES } from './examples.ts';

export const GUIDE_PATH = '/docs';
export const REFERENCE_PATH = '/docs/reference';
export const DOCUMENT_PATH = '/openapi.json';

const STEPS = ['key', 'categories', 'photo', 'file', 'follow', 'listen'] as const;
const HABITS = ['times', 'refusals', 'versions', 'changes'] as const;

const AUDIENCES = {
  citizens: [
    'listCategories',
    'listUnits',
    'addPhoto',
    'startUpload',
    'fileReport',
    'track',
    'exportMyData',
    'eraseMyData',
  ],
  offices: ['signIn', 'queue', 'getTicket', 'act', 'checkEvidence', 'claim', 'changes', 'live'],
  exports: ['listTickets', 'exportCsv', 'exportXlsx', 'exportNdjson', 'performanceFigures', 'startImport'],
} as const satisfies Record<string, readonly OperationName[]>;

const WITH_KEY = `-H "Authorization: Bearer $KUNCI"`;
const AS_JSON = `-H 'Content-Type: application/json'`;
const FILED = {
  channel: 'jaki',
  category: 'Jalan',
  description: 'Jalan berlubang di depan sekolah.',
  address: 'Depan gerbang sekolah',
  photos: ['<id>'],
};

/** As they are pasted; a test runs them. `origin`: where this service lies. */
function commandsAt(origin: string): Record<(typeof STEPS)[number], string> {
  const at = origin + API_BASE;
  return {
    key: `curl ${WITH_KEY} ${at}/session`,
    categories: `curl ${WITH_KEY} ${at}/categories`,
    photo: `curl ${WITH_KEY} -F photo=@foto.jpg ${at}/photos`,
    file: `curl ${WITH_KEY} ${AS_JSON} -H 'Idempotency-Key: laporan-1' \\\n  -d '${JSON.stringify(FILED, null, 2)}' \\\n  ${at}/tickets`,
    follow: `curl ${at}/track/<number>`,
    listen: `curl ${WITH_KEY} '${at}/changes?after=0'`,
  };
}

export function Guide({ origin }: { origin: string }) {
  const say = useSay();
  const commands = commandsAt(origin);
  return (
    <OpenPage title={say('guide.title')} wide>
      <p>{say('guide.intro')}</p>
      <p>
        <a href={REFERENCE_PATH}>{say('guide.reference')}</a> ·{' '}
        <a href={DOCUMENT_PATH}>{say('guide.document')}</a>
      </p>
      <h2>{say('guide.steps')}</h2>
      {STEPS.map((step) => (
        <section>
          <h3>{say(`guide.step.${step}`)}</h3>
          <p>{say(`guide.told.${step}`)}</p>
          <pre>
            <code data-step={step}>{commands[step]}</code>
          </pre>
        </section>
      ))}
      <h2>{say('guide.for')}</h2>
      <div class="cards">
        <For audience="citizens" />
        <For audience="offices" />
        <For audience="exports" />
      </div>
      <h2>{say('guide.habits')}</h2>
      <ul>
        {HABITS.map((habit) => (
          <li>{say(`guide.habit.${habit}`)}</li>
        ))}
      </ul>
      <p>
        {PROBLEM_WORDS.map((word) => (
          <>
            <a href={`/problems/${word}`}>{word}</a>{' '}
          </>
        ))}
      </p>
    </OpenPage>
  );
}

/** Each call leads to its place in the reference. */
function For({ audience }: { audience: keyof typeof AUDIENCES }) {
  const say = useSay();
  return (
    <section>
      <h3>{say(`guide.audience.${audience}`)}</h3>
      <ul lang="en">
        {AUDIENCES[audience].map((name) => {
          const { method, path } = OPERATIONS[name];
          return (
            <li>
              <a href={`${REFERENCE_PATH}#/${encodeURIComponent(tagOf(path))}/${name}`}>
                {method} {path}
              </a>
              <br />
              <span class="soft">{SUMMARIES[name]}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
