/** The contract for people and programs: the document, pages that show it, and what each refusal means. */
import { createReadStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { isProblemWord, PROBLEMS, type ProblemWord } from '#shared/contract/problem.ts';
import { answerPage, documentOf } from '../pages/answer.tsx';
import { useLanguage, useSay } from '../pages/context.tsx';
import { PublicPage } from '../pages/page.tsx';
import { LinkLine } from '../pages/parts.tsx';
import type { Env } from '../platform/http/env.ts';
import { chosenLanguage } from '../platform/http/language.ts';
import { HttpProblem, type ProblemExtra, problemBody, problemSaid } from '../platform/http/problem.ts';
import type { Config } from '../platform/settings.ts';
import { servedText } from './document.ts';
import {
  CHANGELOG_PATH,
  DOCUMENT_PATH,
  FRONT_ENDS_PATH,
  GUIDE_PATH,
  Guide,
  type GuideProps,
  REFERENCE_PATH,
} from './guide.tsx';

/** Swagger UI writes its styles and its small pictures into the page; everything comes from this service. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ASSETS: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

/** As the rest of the service: light or dark as the system is, also when that changes. */
const START = `const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
follow();
dark.addEventListener('change', follow);
SwaggerUIBundle({ url: '${DOCUMENT_PATH}', dom_id: '#docs', deepLinking: true, docExpansion: 'list', defaultModelsExpandDepth: 0, validatorUrl: null });`;

const fromHere: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  c.header('content-security-policy', POLICY);
};

/** Kept as they are written; they lie at the root, two folders above source and bundle alike. */
const TEXTS = { [CHANGELOG_PATH]: 'CHANGELOG.md', [FRONT_ENDS_PATH]: 'docs/front-ends.md' };

export function contractRoutes(
  { publicUrl }: Pick<Config, 'publicUrl'>,
  told: Omit<GuideProps, 'origin'>,
): Hono<Env> {
  const app = new Hono<Env>();
  const docs = documentOf(<Docs />);
  const document = servedText();
  const asset = createRequire(import.meta.url);

  app.get(DOCUMENT_PATH, compress(), (c) =>
    c.body(document, 200, { 'content-type': 'application/json', 'cache-control': 'no-cache' }),
  );

  app.get(GUIDE_PATH, fromHere, (c) => {
    c.set('language', chosenLanguage(c));
    return answerPage(c, <Guide {...told} origin={new URL(publicUrl ?? c.req.url).origin} />);
  });
  for (const [path, file] of Object.entries(TEXTS)) {
    const text = readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8');
    app.get(path, compress(), (c) => c.text(text));
  }
  app.get(REFERENCE_PATH, fromHere, (c) => c.html(docs));
  app.get('/docs/start.js', (c) =>
    c.body(START, 200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' }),
  );
  app.get('/docs/:asset', compress(), (c) => {
    const name = c.req.param('asset');
    const type = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
    if (type === undefined) throw new HttpProblem('not-found');
    const file = createReadStream(asset.resolve(`swagger-ui-dist/${name}`));
    return c.body(Readable.toWeb(file) as ReadableStream, 200, {
      'content-type': type,
      'cache-control': 'public, max-age=86400',
    });
  });

  app.get('/problems/:word', (c) => {
    const word = c.req.param('word');
    if (!isProblemWord(word)) throw new HttpProblem('not-found');
    c.set('language', chosenLanguage(c));
    return answerPage(c, <ProblemWordPage word={word} />);
  });

  return app;
}

/** What it means, what to do, and how it looks. */
function ProblemWordPage({ word }: { word: ProblemWord }) {
  const say = useSay();
  const { title, detail } = problemSaid(word, {});
  return (
    <PublicPage title={say(title)}>
      <p>
        <code>{word}</code>, HTTP {PROBLEMS[word]}
      </p>
      <p>{say(detail)}</p>
      <h2>{say('problems.remedy_title')}</h2>
      <p>{say(`problems.remedy.${word}`)}</p>
      <h2>{say('problems.example')}</h2>
      <pre>
        <code>{JSON.stringify(problemBody(word, useLanguage(), EXAMPLES[word]), null, 2)}</code>
      </pre>
      <LinkLine to={GUIDE_PATH}>{say('guide.title')}</LinkLine>
    </PublicPage>
  );
}

/** What some words carry beside their sentence. */
const EXAMPLES: Partial<Record<ProblemWord, ProblemExtra>> = {
  'stale-version': { version: 8 },
  'illegal-transition': { now: { status: 'menunggu', actions: ['proses', 'koordinasi', 'catat'] } },
  invalid: {
    errors: [
      {
        path: 'point.lat',
        code: 'too_big',
        message: { key: 'problems.bound.degrees', values: { most: 90 } },
      },
    ],
  },
};

/** Only a frame: Swagger UI draws the rest. */
function Docs() {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Tuntas API</title>
        <link rel="icon" href="/ikon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/docs/swagger-ui.css" />
      </head>
      <body>
        <p class="swagger-ui wrapper">
          <a class="link" href={GUIDE_PATH}>
            ← Guide
          </a>
        </p>
        <main id="docs" />
        <noscript>
          <p>
            This page needs script. The document itself: <a href={DOCUMENT_PATH}>{DOCUMENT_PATH}</a>
          </p>
        </noscript>
        <script src="/docs/swagger-ui-bundle.js" />
        <script src="/docs/start.js" />
      </body>
    </html>
  );
}
