/**
 * One step on from our own page. The session's cookie is `SameSite=Strict`: a browser that comes from another site
 * leaves it out, all along a chain of redirects; only what a page of ours leads to brings it.
 */
import type { Context } from 'hono';
import type { Env } from '../platform/http/env.ts';
import { answerPage } from './answer.tsx';
import { useSay } from './context.tsx';
import { OpenPage } from './page.tsx';
import { LinkLine } from './parts.tsx';

/** `to`: an own path. */
export function leadOn(c: Context<Env>, to: string): Response {
  c.header('refresh', `0; url=${to}`);
  return answerPage(c, <OneMoment to={to} />);
}

function OneMoment({ to }: { to: string }) {
  const say = useSay();
  return (
    <OpenPage title={say('people.onward.title')}>
      <LinkLine to={to}>{say('people.onward.go_on')}</LinkLine>
    </OpenPage>
  );
}

export function comesFromElsewhere(c: Context): boolean {
  return c.req.method === 'GET' && c.req.header('sec-fetch-site') === 'cross-site';
}
