/** What each room of the service brings to the whole, beside what it offers to the rooms above it. */
import type { Hono } from 'hono';
import type { Env } from '../platform/http/env.ts';
import type { Job } from '../platform/jobs.ts';

export interface Module {
  /** Calls under the API's base that need no sign-in. */
  openCalls?: readonly Hono<Env>[];
  /** Calls under the API's base, behind sign-in and guard. */
  calls?: readonly Hono<Env>[];
  /** At the root, each with doors of its own. */
  pages?: readonly Hono<Env>[];
  /** Run in the order of the modules. */
  jobs?: readonly Job[];
  /** It answers calls from now on: what writes to others may begin. */
  ready?(): void;
  /** No call is taken any more: ends what would never end by itself. */
  drain?(): void;
  /** Ends everything it opened; the rooms above it have ended already. */
  close?(): Promise<void>;
}
