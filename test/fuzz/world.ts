/** Who calls, and what they call: seven officers, keys, strangers; the contract's operations and every page. */

import { JAKARTA } from '#shared/city/packs.ts';
import { createClient } from '#shared/contract/client.ts';
import { OPERATIONS, type Operation } from '#shared/contract/operations.ts';
import { API_SCOPES, mayCall } from '#shared/people/right.ts';
import { DEMO_PASSWORD, demoAccounts } from '../../service/demo/accounts.ts';
import { type House, openHouse } from '../service/harness.ts';
import type { Described } from './calls.ts';
import type { Schema } from './values.ts';

const OFFICERS = ['validator', 'lapangan', 'admin', 'dinas', 'kanal', 'supervisor', 'operator'] as const;
export const CALLERS = [...OFFICERS, 'key', 'narrow key', 'stranger', 'forger'] as const;
export type Caller = (typeof CALLERS)[number];

/** Whether a caller's role opens a call, so that it is worth trying more often. */
export function isOpenTo(who: Caller, { name }: Described): boolean {
  const operation = Object.entries<Operation>(OPERATIONS).find(([one]) => one === name)?.[1];
  const role = demoAccounts(JAKARTA).find(({ username }) => username === who)?.role;
  if (!operation || operation.right === 'public') return true;
  if (role !== undefined) return mayCall(operation.right, [role]);
  return who === 'key' && mayCall(operation.right, ['api_client'], API_SCOPES);
}

/** Tokens of all callers; whose has ended is given a new one. */
export class Cast {
  readonly #origin: string;
  readonly #tokens = new Map<Caller, string>();
  #renewals = 0;
  constructor(origin: string) {
    this.#origin = origin;
  }

  async assemble(spare: (value: string) => void): Promise<void> {
    for (const name of OFFICERS) await this.renew(name);
    for (const [who, scopes] of [
      ['key', [...API_SCOPES]],
      ['narrow key', ['tickets:read']],
    ] as const) {
      const { data } = await this.client('operator').call('createApiKey', {
        body: {
          client: who.replace(' ', '-'),
          name: who,
          scopes: [...scopes],
          channels: ['jaki'],
          expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
        },
      });
      this.#tokens.set(who, data.key);
      spare(data.id);
    }
  }

  client(who: Caller) {
    return createClient({ origin: this.#origin, token: () => this.#tokens.get(who) ?? null });
  }

  async renew(who: Caller): Promise<void> {
    if (!(OFFICERS as readonly string[]).includes(who)) return;
    // From a place of its own: where the strangers' calls come from, more than a minute allows may have been made already.
    const from = `10.255.${(this.#renewals >> 8) & 255}.${this.#renewals++ & 255}`;
    const client = createClient({
      origin: this.#origin,
      fetch(input, init) {
        const request = new Request(input, init);
        request.headers.set('x-forwarded-for', from);
        return fetch(request);
      },
    });
    const { data } = await client.call('signIn', { body: { username: who, password: DEMO_PASSWORD } });
    this.#tokens.set(who, data.token);
  }

  bearer(who: Caller): Record<string, string> {
    if (who === 'stranger') return {};
    return { authorization: who === 'forger' ? 'Bearer tuntas_x' : `Bearer ${this.#tokens.get(who)}` };
  }
  cookie(who: Caller): Record<string, string> {
    const token = this.#tokens.get(who);
    if (who === 'stranger') return {};
    return { cookie: `tuntas=${token === undefined ? 'x' : encodeURIComponent(token)}` };
  }
}

interface Document {
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, unknown> };
}

interface OpenApiOperation {
  operationId: string;
  parameters?: { name?: string; in?: string; schema?: Schema; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> };
  'x-multipart'?: { schema: { properties: Record<string, Schema>; required: string[] } };
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

export async function operationsOf(origin: string): Promise<{ document: Document; operations: Described[] }> {
  const document = (await (await fetch(`${origin}/openapi.json`)).json()) as Document;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => described(method.toUpperCase(), path, one)),
  );
  return { document, operations };
}

function described(method: string, path: string, one: OpenApiOperation): Described {
  const json = one.requestBody?.content['application/json'];
  const along = one['x-multipart']?.schema;
  const part = along?.required[0];
  const isUpload = one.requestBody !== undefined && (json === undefined || one.operationId === 'startImport');
  return {
    name: one.operationId,
    method,
    path,
    parameters: (one.parameters ?? []).flatMap(({ name, in: where, schema, required = false }) =>
      name !== undefined && where !== undefined && schema ? [{ name, in: where, schema, required }] : [],
    ),
    ...(json && !isUpload ? { body: json.schema, example: json.example } : {}),
    ...(along && part !== undefined
      ? { multipart: { part, files: Object.keys(along.properties).filter((name) => name !== part) } }
      : {}),
    ...(isUpload ? { uploads: Object.keys(one.requestBody?.content ?? {}) } : {}),
    statuses: Object.keys(one.responses).map(Number),
    results: Object.fromEntries(
      Object.entries(one.responses).map(([status, { content }]) => [
        status,
        content?.['application/json']?.schema,
      ]),
    ),
  };
}

export interface Routes {
  gets: string[];
  posts: string[];
}

/** Every route outside the API, as the service mounts them. */
export async function routesOf(): Promise<Routes> {
  const house: House = await openHouse();
  const routes = house.service.app.routes.filter(
    ({ path }) => !path.startsWith('/api/v1') && !path.includes('*'),
  );
  await house.close();
  const of = (wanted: string): string[] => [
    ...new Set(routes.filter(({ method }) => method === wanted).map(({ path }) => path)),
  ];
  return { gets: of('GET'), posts: of('POST') };
}

/** Which route a path of a page belongs to. */
export function routeOf(path: string, routes: readonly string[]): string | undefined {
  const fits = (route: string): boolean =>
    new RegExp(`^${route.replaceAll('.', '\\.').replaceAll(/:\w+(\{[^}]*\})?/g, '[^/]+')}$`).test(path);
  return routes.find((route) => route === path) ?? routes.find(fits);
}
