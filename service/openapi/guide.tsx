/** `/docs`: the first ten minutes with the API, then what whom concerns; the reference lies behind it. */
import { OPERATIONS, type OperationName } from '#shared/contract/operations.ts';
import { PROBLEM_WORDS, PROBLEMS } from '#shared/contract/problem.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { useSay } from '../pages/context.tsx';
import { SIGN_IN_PATH } from '../pages/menu.ts';
import { PublicPage } from '../pages/page.tsx';
import { KEYS_PATH } from '../people/api-keys/pages.tsx';
import { tagOf } from './document.ts';
import { SUMMARIES } from './examples.ts';
import { commandsAt, type Place, STEPS, type Step } from './guide-commands.ts';

export const GUIDE_PATH = '/docs';
export const REFERENCE_PATH = '/docs/reference';
export const DOCUMENT_PATH = '/openapi.json';
export const CHANGELOG_PATH = '/docs/changelog';
export const FRONT_ENDS_PATH = '/docs/front-ends';
const OPEN311_PATH = '/open311/v2/discovery.json';

const SECTIONS = ['steps', 'for', 'habits', 'webhooks', 'refusals'] as const;
const HABITS = ['times', 'lists', 'unknown', 'private', 'versions', 'browser', 'changes'] as const;

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
  exports: [
    'listTickets',
    'mapTickets',
    'exportCsv',
    'exportXlsx',
    'exportNdjson',
    'performanceFigures',
    'startImport',
  ],
} as const satisfies Record<string, readonly OperationName[]>;

export interface GuideProps extends Place {
  /** Whom one asks for a key. */
  contact: string;
}

export function Guide({ contact, ...place }: GuideProps) {
  const say = useSay();
  const commands = commandsAt(place);
  return (
    <PublicPage title={say('guide.title')} wide>
      <p>{say('guide.intro')}</p>
      <Contents />
      <Heading of="steps" />
      {STEPS.map((step) => (
        <section id={step}>
          <h3>{say(`guide.step.${step}`)}</h3>
          <p>{say(toldOf(step, contact))}</p>
          <InDemo step={step} password={place.password} />
          {step === 'key' && (
            <p>
              <a href={SIGN_IN_PATH}>{say('pages.frame.sign_in')}</a> ·{' '}
              <a href={KEYS_PATH}>{say('pages.menu.api_keys')}</a>
            </p>
          )}
          {commands[step].map(({ name, in: where, text }) => (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled sideways has to be reached by keyboard
            <pre class="command" tabIndex={0}>
              <code data-step={name} data-in={where}>
                {text}
              </code>
            </pre>
          ))}
        </section>
      ))}
      <Heading of="for" />
      <p>{say('guide.for_english')}</p>
      <div class="cards">
        <For audience="citizens" />
        <For audience="offices" />
        <For audience="exports" />
      </div>
      <Heading of="habits" />
      <ul>
        {HABITS.map((habit) => (
          <li>{say(`guide.habit.${habit}`)}</li>
        ))}
      </ul>
      <Heading of="webhooks" />
      <p>{say({ key: 'guide.webhooks_told', values: { webhooks: { say: 'pages.menu.webhooks' } } })}</p>
      <Heading of="refusals" />
      <p>{say('guide.refusals_told')}</p>
      <Refusals />
    </PublicPage>
  );
}

function toldOf(step: Step, contact: string): Phrase {
  if (step !== 'key') return `guide.told.${step}`;
  return {
    key: 'guide.ask_for_key',
    values: { contact, keys: { say: 'pages.menu.api_keys' }, make: { say: 'people.keys.add' } },
  };
}

function Heading({ of }: { of: (typeof SECTIONS)[number] }) {
  return <h2 id={of}>{useSay()(`guide.section.${of}`)}</h2>;
}

/** What the demo tells beside a step: who one may be there. */
function InDemo({ step, password }: { step: Step; password: string | null }) {
  const say = useSay();
  if (password === null || (step !== 'key' && step !== 'office')) return null;
  return <p class="soft">{say({ key: `guide.demo.${step}`, values: { password } })}</p>;
}

/** Where on this page, and where beside it. */
function Contents() {
  const say = useSay();
  return (
    <nav aria-label={say('guide.contents')}>
      <ul>
        {SECTIONS.map((section) => (
          <li>
            <a href={`#${section}`}>{say(`guide.section.${section}`)}</a>
            {section === 'steps' && (
              <ul>
                {STEPS.map((step) => (
                  <li>
                    <a href={`#${step}`}>{say(`guide.step.${step}`)}</a>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
        <li>
          <a href={REFERENCE_PATH}>{say('guide.reference')}</a> ·{' '}
          <a href={DOCUMENT_PATH}>{say('guide.document')}</a>
        </li>
        <li>
          <a href={CHANGELOG_PATH}>{say('guide.changelog')}</a> ·{' '}
          <a href={FRONT_ENDS_PATH}>{say('guide.front_ends')}</a> ·{' '}
          <a href={OPEN311_PATH}>{say('guide.open311')}</a>
        </li>
      </ul>
    </nav>
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

function Refusals() {
  const say = useSay();
  return (
    <ul>
      {PROBLEM_WORDS.map((word) => (
        <li>
          {PROBLEMS[word]}{' '}
          <a href={`/problems/${word}`}>
            <code>{word}</code>
          </a>
          : {say(`problems.title.${word}`)}
        </li>
      ))}
    </ul>
  );
}
