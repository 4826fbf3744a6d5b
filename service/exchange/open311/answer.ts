/** Answering in the format that stands at the end of the path, refusals too. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { PROBLEM_WORDS, PROBLEMS, type ProblemWord } from '#shared/contract/problem.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { Env } from '../../platform/http/env.ts';
import { languageOf, say } from '../../platform/http/language.ts';
import { HttpProblem, problemSaid } from '../../platform/http/problem.ts';

/** One value for both formats: elements alone in XML, and by the Spark convention the same in JSON. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** A document: in XML the root has a name, in JSON only its value is sent. */
export interface Document {
  root: string;
  value: Value;
}

/** XML is what the specification requires, so it is also what a path without a format is answered in. */
export function answer(c: Context<Env>, document: Document, status: ContentfulStatusCode = 200): Response {
  return c.req.path.endsWith('.json')
    ? c.body(JSON.stringify(document.value), status, { 'content-type': 'application/json; charset=utf-8' })
    : c.body(toXml(document), status, { 'content-type': 'text/xml; charset=utf-8' });
}

/** A refusal by one field or more, each said by itself. */
export function refuse(word: ProblemWord, detail: Phrase): HttpProblem {
  return new HttpProblem(word, { detail });
}

/** What was refused by us or below us, as the specification has its errors. */
export function answerRefusal(c: Context<Env>, status: number, error: unknown): Response {
  const language = languageOf(c.req.header('accept-language'));
  const code = statusOf(status);
  const errors = reasonsOf(status, error).map((said) => ({ code, description: say(said, language) }));
  return answer(c, { root: 'errors', value: errors }, code);
}

/**
 * The specification knows 404 for what does not exist, 403 for a wrong or missing key and 400 for all else that a
 * caller could mend. Too much, too often and our own faults keep their numbers: whoever meets them has to wait or
 * to send less.
 */
function statusOf(status: number): ContentfulStatusCode {
  if (status === 401 || status === 403) return 403;
  if (status === 404 || status === 413 || status === 429) return status;
  if (status === 503) return 503;
  return status >= 500 ? 500 : 400;
}

function reasonsOf(status: number, error: unknown): Phrase[] {
  if (!(error instanceof HttpProblem)) {
    const word = PROBLEM_WORDS.find((known) => PROBLEMS[known] === status);
    return [problemSaid(word ?? 'internal', {}).detail];
  }
  const { errors = [], detail } = error.extra;
  if (detail !== undefined || errors.length === 0) return [problemSaid(error.word, error.extra).detail];
  return errors.map(({ path, message }) => ({
    key: 'problems.bound.at_field',
    values: { path, why: { say: message } },
  }));
}

/** What a member of a list is called: JSON needs no name for it, XML does. */
const MEMBER: Readonly<Record<string, string>> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  service_request_updates: 'request_update',
  notes: 'note',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
};

const ENTITY: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Code points that XML 1.0 knows no way to write (2.2, Char). A citizen's text may hold them all the same. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

export function toXml({ root, value }: Document): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`;
}

function element(name: string, value: Value): string {
  return `<${name}>${content(name, value)}</${name}>`;
}

function content(name: string, value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'object') return textOf(String(value));
  if (isList(value)) return value.map((one) => element(MEMBER[name] ?? 'item', one)).join('');
  return Object.entries(value)
    .map(([child, one]) => element(child, one))
    .join('');
}

function textOf(text: string): string {
  return text.replace(UNWRITABLE, '\u{FFFD}').replace(/[&<>]/g, (sign) => ENTITY[sign] ?? sign);
}

/** `Array.isArray` does not tell a read-only list from an object. */
function isList(value: Exclude<Value, string | number | boolean | null>): value is readonly Value[] {
  return Array.isArray(value);
}
