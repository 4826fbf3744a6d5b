/**
 * `/lacak`: a report by its number, with what happened to it in plain words, and the reporter's rating of the result.
 * What is shown is what `GET /track` tells; a rating takes the code handed out at filing, as it does there.
 */
import type { Hono } from 'hono';
import { API_BASE } from '#shared/contract/operations.ts';
import { PROBLEMS } from '#shared/contract/problem.ts';
import type { Tracking } from '#shared/contract/ticket.ts';
import type { Status } from '#shared/ticket/status.ts';
import { StatusTag } from '#shared/view/marks.tsx';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { answerPage } from '../pages/answer.tsx';
import { useLanguage, useSay } from '../pages/context.tsx';
import { Fields, Form } from '../pages/fields.tsx';
import { doneOf, EMPTY, type Field, type Filled, line, readForm, textOf } from '../pages/form.ts';
import { type Link, TRACK_PATH } from '../pages/menu.ts';
import { PublicPage } from '../pages/page.tsx';
import { Facts, Outcome } from '../pages/parts.tsx';
import { openPages } from '../pages/session.ts';
import type { Env } from '../platform/http/env.ts';
import { HttpProblem, problemSaid, sayWhen, unlessMissing } from '../platform/http/problem.ts';
import type { Platform } from '../platform/platform.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import { rate } from '../tickets/tracking/rate.ts';
import { track } from '../tickets/tracking/track.ts';
import { cached } from './cached.ts';

export const TRACK_LINK: Link = { path: TRACK_PATH, label: 'pages.menu.track_report' };

const STARS: Record<1 | 2 | 3 | 4 | 5, Phrase> = {
  5: 'public.stars.5',
  4: 'public.stars.4',
  3: 'public.stars.3',
  2: 'public.stars.2',
  1: 'public.stars.1',
};

/** The colours the public knows (S), beside the words. */
const COLOUR: Record<Status, 'waits' | 'works' | 'done' | 'off'> = {
  menunggu: 'waits',
  koordinasi: 'works',
  disposisi: 'works',
  proses: 'works',
  tindak_lanjut: 'works',
  validasi: 'works',
  tl_ditolak: 'works',
  selesai: 'done',
  ditolak: 'off',
};

const STARS_FIELD = 'bintang';
const NUMBER_FIELD = line('nomor', 'public.track.number', 20, { hint: 'public.track.intro' });
const RATING_FIELDS: readonly Field[] = [
  line('kode', 'public.track.code', 200),
  { kind: 'prose', path: 'komentar', label: 'public.track.comment', optional: true },
];

type TrackDeps = TicketDeps & Pick<Platform, 'config'>;

export function trackPages(services: TrackDeps): Hono<Env> {
  const app = openPages(TRACK_PATH, services);

  app.get('/', async (c) => {
    // By whole characters: half of one has no place in an address.
    const asked = [...(c.req.query('nomor') ?? '').replace(/\s/g, '')].slice(0, 100).join('').toUpperCase();
    if (asked !== '') return c.redirect(addressOf(asked), 303);
    return answerPage(c, <AskPage filled={EMPTY} />);
  });

  app.get('/:number', ...cached(0), async (c) => {
    c.header('x-robots-tag', 'noindex');
    const number = c.req.param('number');
    const tracking = await unlessMissing(track(services, number, c.get('language')));
    if (!tracking) return answerPage(c, <AskPage filled={unknown(number)} />, PROBLEMS['not-found']);
    return answerPage(
      c,
      <ReportPage
        tracking={tracking}
        now={services.clock.now()}
        done={doneOf(c, ['nilai'], () => 'public.track.thanks')}
        filled={EMPTY}
      />,
    );
  });

  app.post('/:number/nilai', async (c) => {
    const number = c.req.param('number');
    const values = await readForm(c);
    const tracking = await unlessMissing(track(services, number, c.get('language')));
    if (!tracking) return answerPage(c, <AskPage filled={unknown(number)} />, PROBLEMS['not-found']);
    const comment = textOf(values, 'komentar');
    const stars = textOf(values, STARS_FIELD);
    const rating = {
      action: 'nilai',
      stars: Number(stars),
      ...(comment === '' ? {} : { comment }),
      trackingSecret: textOf(values, 'kode'),
    };
    try {
      await rate(services, tracking.number, rating);
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      sayWhen(c, error.extra);
      const [path, said] = wrongWith(error);
      const filled = { values, faults: new Map([[path, said]]) };
      return answerPage(
        c,
        <ReportPage tracking={tracking} now={services.clock.now()} bad={said} filled={filled} />,
        PROBLEMS[error.word],
      );
    }
    return c.redirect(`${addressOf(tracking.number)}?sudah=nilai`, 303);
  });

  return app;
}

/** A code that does not fit is answered like a number that does not exist; here the number was found before. */
function wrongWith({ word, extra }: HttpProblem): [path: string, said: Phrase] {
  if (word === 'not-found') return ['kode', 'public.track.wrong_code'];
  if (word === 'invalid' && extra.errors?.some(({ path }) => path === 'stars'))
    return [STARS_FIELD, 'public.track.no_stars'];
  return ['komentar', problemSaid(word, extra).detail];
}

function addressOf(number: string): string {
  return `${TRACK_PATH}/${encodeURIComponent(number)}`;
}

function unknown(number: string): Filled {
  return {
    values: { [NUMBER_FIELD.path]: [number] },
    faults: new Map([[NUMBER_FIELD.path, 'public.track.unknown']]),
  };
}

/** The search by number, here and on the front page. */
export function AskFor({ filled }: { filled: Filled }) {
  return (
    <Form method="get" action={TRACK_PATH} submit="public.track.find">
      <Fields fields={[NUMBER_FIELD]} filled={filled} />
    </Form>
  );
}

function AskPage({ filled }: { filled: Filled }) {
  const say = useSay();
  return (
    <PublicPage title={say('public.track.title')}>
      <AskFor filled={filled} />
    </PublicPage>
  );
}

interface ReportPageProps {
  tracking: Tracking;
  /** ms UTC */
  now: number;
  filled: Filled;
  bad?: Phrase;
  done?: Phrase | undefined;
}

function ReportPage({ tracking, now, filled, bad, done }: ReportPageProps) {
  const say = useSay();
  const { number, mergedInto, progress, category, kelurahan, steps, stars, results = [] } = tracking;
  // A merged report's own status stands still.
  const { status, statusText } = progress ?? tracking;
  return (
    <PublicPage title={say({ key: 'public.track.report', values: { number } })}>
      <Outcome bad={bad} done={done} />
      <p class={`standing ${COLOUR[status]}`}>
        <StatusTag status={status} label={statusText} />
      </p>
      {mergedInto !== undefined && (
        <p>
          {say('public.track.merged')} <a href={addressOf(mergedInto)}>{mergedInto}</a>
        </p>
      )}
      <Facts
        facts={[
          ['public.track.category', category],
          ['public.track.place', kelurahan?.name],
          ['public.track.rated', stars && `${stars} ${say('public.track.of5')}`],
        ]}
      />
      <Next next={(progress ?? tracking).next} now={now} />
      <Results number={progress?.number ?? number} photos={results} />
      {progress !== undefined && (
        <>
          <h2>{say({ key: 'public.track.goes_on', values: { number: progress.number } })}</h2>
          <Steps steps={progress.steps} />
        </>
      )}
      <h2>{say('public.track.history')}</h2>
      <Steps steps={steps} />
      {status === 'selesai' && <Rating number={number} filled={filled} />}
    </PublicPage>
  );
}

/** Whoever waits is told for what, and until when; what is late is said to be late. */
function Next({ next, now }: { next: Tracking['next']; now: number }) {
  const language = useLanguage();
  const say = useSay();
  if (!next) return null;
  const dueAt = Date.parse(next.dueAt);
  return (
    <section>
      <h2>{say('public.track.next')}</h2>
      <p>
        {say({
          key: dueAt < now ? 'public.track.next_late' : 'public.track.next_by',
          values: { what: next.text, when: fullDate(dueAt, language) },
        })}
      </p>
    </section>
  );
}

function Results({ number, photos }: { number: string; photos: readonly string[] }) {
  const say = useSay();
  if (photos.length === 0) return null;
  return (
    <section>
      <h2>{say('public.track.results')}</h2>
      <div class="results">
        {photos.map((id, at) => (
          <img
            src={photoAddress(number, id)}
            alt={say({ key: 'public.track.result', values: { index: at + 1, count: photos.length } })}
            loading="lazy"
          />
        ))}
      </div>
    </section>
  );
}

function photoAddress(number: string, id: string): string {
  return `${API_BASE}/track/${encodeURIComponent(number)}/photos/${id}`;
}

function Steps({ steps }: Pick<Tracking, 'steps'>) {
  const language = useLanguage();
  const say = useSay();
  return (
    <ol class="steps">
      {steps.toReversed().map(({ at, text, reasons }) => (
        <li>
          {at === null ? (
            <span class="undated">{say('public.track.undated')}</span>
          ) : (
            <time dateTime={at}>{fullDate(Date.parse(at), language)}</time>
          )}
          <span>{text}</span>
          {reasons && (
            <span class="soft">
              {say({ key: 'public.track.reasons', values: { reasons: reasons.join('; ') } })}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function Rating({ number, filled }: { number: string; filled: Filled }) {
  const say = useSay();
  const chosen = textOf(filled.values, STARS_FIELD);
  const fault = filled.faults?.get(STARS_FIELD);
  const about = `tentang-${STARS_FIELD}`;
  return (
    <section aria-labelledby="menilai">
      <h2 id="menilai">{say('public.track.rate')}</h2>
      <p>{say('public.track.rate_why')}</p>
      <Form action={`${addressOf(number)}/nilai`} submit="public.track.send">
        <fieldset {...(fault && { 'aria-invalid': true, 'aria-describedby': about })}>
          <legend>{say('public.track.stars')}</legend>
          {([5, 4, 3, 2, 1] as const).map((many) => (
            <label class="box">
              <input
                type="radio"
                name={STARS_FIELD}
                value={many}
                required
                checked={String(many) === chosen}
              />{' '}
              <span class="stars" aria-hidden="true">
                {'★'.repeat(many)}
              </span>{' '}
              {say(STARS[many])}
            </label>
          ))}
        </fieldset>
        {fault && (
          <p id={about} class="fault">
            {say(fault)}
          </p>
        )}
        <Fields fields={RATING_FIELDS} filled={filled} />
      </Form>
    </section>
  );
}
