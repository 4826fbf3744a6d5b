/** `/.well-known/security.txt` (RFC 9116): whom to tell of a weakness. Only where the operator names somebody. */
import { Hono } from 'hono';
import { DAY } from '#shared/time/zone.ts';
import type { Clock } from '../platform/clock.ts';
import type { Env } from '../platform/http/env.ts';
import type { ServiceConfig } from '../platform/settings.ts';

const PATH = '/.well-known/security.txt';
/** RFC 9116 asks for less than a year; a service that nobody runs any more vouches for nobody. */
const GOOD_FOR = 180 * DAY;

interface Deps {
  config: Pick<ServiceConfig, 'securityContact' | 'publicUrl'>;
  clock: Clock;
}

export function securityTxt({ config, clock }: Deps): Hono<Env> {
  const app = new Hono<Env>();
  const { securityContact: contact, publicUrl } = config;
  if (contact === undefined) return app;
  app.get(PATH, (c) =>
    c.text(
      [
        `Contact: ${contact}`,
        `Expires: ${new Date(clock.now() + GOOD_FOR).toISOString()}`,
        'Preferred-Languages: id, en',
        ...(publicUrl === undefined ? [] : [`Canonical: ${publicUrl}${PATH}`]),
        '',
      ].join('\n'),
    ),
  );
  return app;
}
