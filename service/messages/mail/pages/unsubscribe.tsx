/** `/berhenti/…`: wanting no more messages, by the link in one. A look changes nothing: mail scanners look too. */

import { type Context, Hono } from 'hono';
import { answerPage } from '../../../pages/answer.tsx';
import { useSay } from '../../../pages/context.tsx';
import { readFields } from '../../../pages/form.ts';
import { OpenPage } from '../../../pages/page.tsx';
import { Banner } from '../../../pages/parts.tsx';
import { openPages } from '../../../pages/session.ts';
import type { Env } from '../../../platform/http/env.ts';
import { rateLimit } from '../../../platform/http/limits.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import type { MailDeps } from '../deps.ts';
import { UNSUBSCRIBE_PATH } from '../mailer.ts';

export function unsubscribePages(services: MailDeps): Hono<Env> {
  const { unsubscribes } = services;
  const app = new Hono<Env>();

  /** Throws 404 for a token that we did not make. */
  async function holderOf(c: Context<Env>): Promise<string> {
    const holder = unsubscribes.holderOf(c.req.param('token') ?? '');
    if (holder === null) throw new HttpProblem('not-found');
    return holder;
  }

  // Pressed by a mail program and not on a page of ours (RFC 8058): the token alone vouches for it.
  app.post(
    `${UNSUBSCRIBE_PATH}/:token/segera`,
    rateLimit(() => null),
    async (c) => {
      await unsubscribes.add(await holderOf(c));
      return c.body(null, 204);
    },
  );

  const pages = openPages(UNSUBSCRIBE_PATH, services);
  pages.get('/:token', async (c) => {
    const isStopped = await unsubscribes.has(await holderOf(c));
    return answerPage(c, <UnsubscribePage isStopped={isStopped} />);
  });
  pages.post('/:token', async (c) => {
    const holder = await holderOf(c);
    const { lagi } = await readFields(c);
    await (lagi === undefined ? unsubscribes.add(holder) : unsubscribes.remove(holder));
    return c.redirect(c.req.path, 303);
  });
  app.route('/', pages);
  return app;
}

function UnsubscribePage({ isStopped }: { isStopped: boolean }) {
  const say = useSay();
  return (
    <OpenPage title={say('messages.unsubscribe.title')}>
      {isStopped ? (
        <Banner kind="good">{say('messages.unsubscribe.stopped')}</Banner>
      ) : (
        <p>{say('messages.unsubscribe.ask')}</p>
      )}
      <form method="post">
        <p>
          <button type="submit" {...(isStopped && { name: 'lagi', value: 'ya', class: 'quiet' })}>
            {say(isStopped ? 'messages.unsubscribe.resume' : 'messages.unsubscribe.stop')}
          </button>
        </p>
      </form>
    </OpenPage>
  );
}
