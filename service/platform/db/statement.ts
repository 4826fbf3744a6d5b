/** What a statement is, and what may be its parameters: the same for a file and for a server. */

export type Method = 'run' | 'all' | 'values' | 'get';

/** Also behind comments and empty statements, which SQLite passes over. */
const FORBIDDEN =
  /^(?:\s|;|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*(?:begin|commit|end|rollback|savepoint|release)\b/i;

/** Throws where a caller would open or end a transaction of its own: other callers' writes would fall into it. */
export function forbidTransaction(sql: string): void {
  if (FORBIDDEN.test(sql)) throw new Error('Transactions belong to the database adapter: use db.batch');
}

export type Value = null | number | bigint | string | Uint8Array;

/** Throws for what neither libsql nor a server stores as it is: an object, NaN, a text with NUL in it. */
export function toValue(value: unknown): Value {
  if (value === undefined || value === null) return null;
  switch (typeof value) {
    case 'boolean':
      return value ? 1 : 0;
    case 'bigint':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      break;
    case 'string':
      if (!value.includes('\u0000')) return value;
      break;
    case 'object':
      if (value instanceof Uint8Array) return value;
      break;
  }
  throw new TypeError(`A ${typeof value} of this kind cannot be stored`);
}
