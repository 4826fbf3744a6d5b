import { Hono } from 'hono';
import type { Env } from '../http/env.ts';
import type { Services } from '../services.ts';

export function evidenceRoutes(_services: Services): Hono<Env> {
  return new Hono<Env>();
}
