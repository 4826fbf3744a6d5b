/** A refusal as a page, for whoever asked with a browser. */
import type { Context } from 'hono';
import { API_BASE } from '#shared/contract/operations.ts';
import { PROBLEMS, type ProblemWord } from '#shared/contract/problem.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { Env } from '../platform/http/env.ts';
import { answerProblem, type ProblemExtra, problemSaid } from '../platform/http/problem.ts';
import { answerPage } from './answer.tsx';
import { chosenLanguage } from './chosen-language.ts';
import { useSay, useVisit } from './context.tsx';
import { OfficePage, OpenPage } from './page.tsx';
import { LinkLine } from './parts.tsx';

/** As a page where one was asked for, else as problem+json. */
export function answerAsAsked(
  c: Context<Env>,
  word: ProblemWord,
  extra: ProblemExtra = {},
): Response | Promise<Response> {
  const wantsPage =
    !c.req.path.startsWith(`${API_BASE}/`) && /\btext\/html\b/.test(c.req.header('accept') ?? '');
  if (!wantsPage) return answerProblem(c, word, extra);
  c.set('language', chosenLanguage(c));
  return answerPage(c, <ProblemPage {...problemSaid(word, extra)} />, PROBLEMS[word]);
}

function ProblemPage({ title, detail }: { title: Phrase; detail: Phrase }) {
  const say = useSay();
  const Frame = useVisit().officer ? OfficePage : OpenPage;
  return (
    <Frame title={say(title)}>
      <p>{say(detail)}</p>
      <LinkLine to="/">{say('pages.frame.home')}</LinkLine>
    </Frame>
  );
}
