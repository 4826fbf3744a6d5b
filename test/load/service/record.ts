/** What a call asks of the database and what it is answered: taken down once, so that a bare server can do the same. */
import Libsql from 'libsql';
import type { House } from '../../service/harness.ts';
import type { Ask } from './calls.ts';

export interface Recorded {
  statements: { sql: string; params: unknown[]; method: 'run' | 'all' | 'get' }[];
  status: number;
  headers: Record<string, string>;
  body: string;
}

type Methods = Record<string, (this: object, given: unknown) => unknown>;

/** Where statements go while somebody records; to be called before the database is opened. */
export function openRecorder() {
  let tape: Recorded['statements'] | null = null;
  const texts = new WeakMap<object, string>();
  const probe = new Libsql(':memory:');
  const ofStatements = Object.getPrototypeOf(probe.prepare('select 1')) as Methods;
  probe.close();
  const ofHandles = Libsql.prototype as unknown as Methods;
  const { prepare, exec } = ofHandles;
  ofHandles.prepare = function (sql) {
    const statement = prepare?.call(this, sql);
    if (typeof statement === 'object' && statement !== null) texts.set(statement, String(sql));
    return statement;
  };
  ofHandles.exec = function (sql) {
    tape?.push({ sql: String(sql), params: [], method: 'run' });
    return exec?.call(this, sql);
  };
  for (const method of ['run', 'all', 'get'] as const) {
    const real = ofStatements[method];
    ofStatements[method] = function (params) {
      if (Array.isArray(params)) tape?.push({ sql: texts.get(this) ?? '', params, method });
      return real?.call(this, params);
    };
  }

  return async (house: House, { method, path, headers, body }: Ask): Promise<Recorded> => {
    const statements: Recorded['statements'] = [];
    tape = statements;
    const response = await house.service.app.request(`/api/v1${path}`, {
      method,
      headers,
      body: body ?? null,
    });
    const answer = Buffer.from(await response.arrayBuffer()).toString('base64');
    tape = null;
    return {
      statements,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: answer,
    };
  };
}
