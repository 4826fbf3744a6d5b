/**
 * `/lacak`: a report by its number, with what happened to it in plain words, and the reporter's rating of the result.
 * What is shown is what `GET /track` tells; a rating takes the code handed out at filing, as it does there.
 */
import type { Context, Hono } from 'hono';
import { PROBLEMS } from '#shared/contract/problem.ts';
import type { Tracking } from '#shared/contract/tracking.ts';
import type { Status } from '#shared/ticket/status.ts';
import { StatusTag } from '#shared/view/status.tsx';
import { fullDate } from '#shared/words/time.ts';
import type { Services } from '../compose/services.ts';
import { answerPage } from '../pages/answer.tsx';
import { Outcome } from '../pages/banner.tsx';
import { useLanguage, useSay } from '../pages/context.tsx';
import { Fields, Form } from '../pages/fields.tsx';
import { EMPTY, type Field, type Filled, readForm, textOf } from '../pages/form.ts';
import type { Link } from '../pages/menu.ts';
import { PublicPage } from '../pages/page.tsx';
import { Facts } from '../pages/parts.tsx';
import { TRACK_PATH } from '../pages/paths.ts';
import { doneOf } from '../pages/query.ts';
import { openPages } from '../pages/session.ts';
import type { Env } from '../platform/http/env.ts';
import type { Said } from '../platform/http/language.ts';
import type { PublicLimit } from '../platform/http/limits.ts';
import { HttpProblem, problemSaid } from '../platform/http/problem.ts';
import { rate } from '../tickets/tracking/rate.ts';
import { track } from '../tickets/tracking/track.ts';
import { cached } from './cached.ts';

export const TRACK_LINK: Link = { path: TRACK_PATH, label: { id: 'Lacak laporan', en: 'Track a report' } };

const W = {
  title: { id: 'Lacak laporan', en: 'Track a report' },
  report: { id: 'Laporan', en: 'Report' },
  intro: {
    id: 'Nomor laporan Anda terima saat melapor, misalnya JK2503050007.',
    en: 'You were given the number when you filed the report, for example JK2503050007.',
  },
  number: { id: 'Nomor laporan', en: 'Report number' },
  find: { id: 'Lacak', en: 'Track' },
  unknown: {
    id: 'Tidak ada laporan dengan nomor ini. Periksa huruf dan angkanya.',
    en: 'There is no report with this number. Check its letters and digits.',
  },
  history: { id: 'Riwayat', en: 'History' },
  merged: { id: 'Digabung dengan laporan yang sama:', en: 'Merged with a report of the same matter:' },
  category: { id: 'Kategori', en: 'Category' },
  place: { id: 'Wilayah', en: 'Area' },
  rate: { id: 'Nilai hasilnya', en: 'Rate the result' },
  rateWhy: {
    id: 'Hanya pelapor yang dapat menilai, dengan kode pelacakan yang diterima saat melapor. Nilai dapat diubah.',
    en: 'Only whoever filed the report can rate it, with the tracking code given at filing. A rating can be changed.',
  },
  rated: { id: 'Nilai dari pelapor', en: 'The reporter’s rating' },
  of5: { id: 'dari 5', en: 'of 5' },
  stars: { id: 'Bagaimana hasilnya?', en: 'How is the result?' },
  code: { id: 'Kode pelacakan', en: 'Tracking code' },
  comment: { id: 'Komentar', en: 'Comment' },
  send: { id: 'Kirim nilai', en: 'Send the rating' },
  wrongCode: {
    id: 'Kode pelacakan ini tidak cocok dengan laporan. Salin lagi dari tanda terima.',
    en: 'This tracking code does not fit the report. Copy it again from your receipt.',
  },
  noStars: { id: 'Pilih satu sampai lima bintang.', en: 'Choose one to five stars.' },
  thanks: { id: 'Terima kasih, nilai Anda sudah dicatat.', en: 'Thank you, your rating is recorded.' },
} satisfies Record<string, Said>;

const STARS: Record<1 | 2 | 3 | 4 | 5, Said> = {
  5: { id: 'Sangat baik', en: 'Very good' },
  4: { id: 'Baik', en: 'Good' },
  3: { id: 'Cukup', en: 'Fair' },
  2: { id: 'Kurang', en: 'Poor' },
  1: { id: 'Buruk', en: 'Bad' },
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
const DONE = { nilai: W.thanks };

const NUMBER_FIELD: Field = { kind: 'line', path: 'nomor', label: W.number, hint: W.intro, max: 20 };
const RATING_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'kode', label: W.code, max: 200 },
  { kind: 'prose', path: 'komentar', label: W.comment, optional: true },
];

/** `limit` is that of the API's door: a guesser of numbers gains nothing by coming here. */
export function trackPages(services: Services, limit: PublicLimit): Hono<Env> {
  const app = openPages(TRACK_PATH, services);

  app.get('/', async (c) => {
    const asked = (c.req.query('nomor') ?? '').replace(/\s/g, '').toUpperCase();
    if (asked !== '') return c.redirect(addressOf(asked), 303);
    return answerPage(c, <AskPage filled={EMPTY} />);
  });

  app.get('/:number', ...cached(0), async (c) => {
    await limit(c);
    c.header('x-robots-tag', 'noindex');
    const number = c.req.param('number');
    const tracking = await trackOr404(c, services, number);
    if (!tracking) return answerPage(c, <AskPage filled={unknown(number)} />, PROBLEMS['not-found']);
    return answerPage(c, <ReportPage tracking={tracking} done={doneOf(c, DONE)} filled={EMPTY} />);
  });

  app.post('/:number/nilai', async (c) => {
    await limit(c);
    const number = c.req.param('number');
    const values = await readForm(c);
    const tracking = await trackOr404(c, services, number);
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
      const [path, said] = wrongWith(error);
      const filled = { values, faults: new Map([[path, said]]) };
      return answerPage(
        c,
        <ReportPage tracking={tracking} bad={said} filled={filled} />,
        PROBLEMS[error.word],
      );
    }
    return c.redirect(`${addressOf(tracking.number)}?sudah=nilai`, 303);
  });

  return app;
}

/** A code that does not fit is answered like a number that does not exist; here the number was found before. */
function wrongWith({ word, extra }: HttpProblem): [path: string, said: Said] {
  if (word === 'not-found') return ['kode', W.wrongCode];
  if (word === 'invalid' && extra.errors?.some(({ path }) => path === 'stars'))
    return [STARS_FIELD, W.noStars];
  return ['komentar', problemSaid(word, extra).detail];
}

function addressOf(number: string): string {
  return `${TRACK_PATH}/${encodeURIComponent(number)}`;
}

async function trackOr404(c: Context<Env>, services: Services, number: string): Promise<Tracking | null> {
  try {
    return await track(services, number, c.get('language'));
  } catch (error) {
    if (error instanceof HttpProblem && error.word === 'not-found') return null;
    throw error;
  }
}

function unknown(number: string): Filled {
  return {
    values: { [NUMBER_FIELD.path]: [number] },
    faults: new Map([[NUMBER_FIELD.path, W.unknown]]),
  };
}

/** The search by number, here and on the front page. */
export function AskFor({ filled }: { filled: Filled }) {
  return (
    <Form method="get" action={TRACK_PATH} submit={W.find}>
      <Fields fields={[NUMBER_FIELD]} filled={filled} />
    </Form>
  );
}

function AskPage({ filled }: { filled: Filled }) {
  const say = useSay();
  return (
    <PublicPage title={say(W.title)}>
      <AskFor filled={filled} />
    </PublicPage>
  );
}

interface ReportPageProps {
  tracking: Tracking;
  filled: Filled;
  bad?: Said;
  done?: Said | undefined;
}

function ReportPage({ tracking, filled, bad, done }: ReportPageProps) {
  const say = useSay();
  const language = useLanguage();
  const { number, status, statusText, mergedInto, category, kelurahan, steps, stars } = tracking;
  return (
    <PublicPage title={`${say(W.report)} ${number}`}>
      <Outcome bad={bad} done={done} />
      <p class={`standing ${COLOUR[status]}`}>
        <StatusTag status={status} label={statusText} />
      </p>
      {mergedInto !== undefined && (
        <p>
          {say(W.merged)} <a href={addressOf(mergedInto)}>{mergedInto}</a>
        </p>
      )}
      <Facts
        facts={[
          [W.category, category],
          [W.place, kelurahan?.name],
          [W.rated, stars && `${stars} ${say(W.of5)}`],
        ]}
      />
      <h2>{say(W.history)}</h2>
      <ol class="steps">
        {steps.toReversed().map(({ at, text }) => (
          <li>
            <time dateTime={at}>{fullDate(Date.parse(at), language)}</time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      {status === 'selesai' && mergedInto === undefined && <Rating number={number} filled={filled} />}
    </PublicPage>
  );
}

function Rating({ number, filled }: { number: string; filled: Filled }) {
  const say = useSay();
  const chosen = textOf(filled.values, STARS_FIELD);
  const fault = filled.faults?.get(STARS_FIELD);
  const about = `tentang-${STARS_FIELD}`;
  return (
    <section aria-labelledby="menilai">
      <h2 id="menilai">{say(W.rate)}</h2>
      <p>{say(W.rateWhy)}</p>
      <Form action={`${addressOf(number)}/nilai`} submit={W.send}>
        <fieldset {...(fault && { 'aria-invalid': true, 'aria-describedby': about })}>
          <legend>{say(W.stars)}</legend>
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
