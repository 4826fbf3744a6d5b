/** Saying no: an error that knows its problem word, and how it is answered (RFC 9457). */
import type { Context } from 'hono';
import {
  type FieldError,
  PROBLEMS,
  type Problem,
  type ProblemWord,
  problemType,
} from '#shared/contract/problem.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { type Language, languageOf, say } from './language.ts';

export interface ProblemExtra {
  detail?: Phrase;
  /** For `stale-version`: the version now. */
  version?: number;
  errors?: FieldError[];
  /** Seconds until it is worth trying again. */
  retryAfter?: number;
}

/** Thrown anywhere below a route; answered as problem+json. */
export class HttpProblem extends Error {
  readonly word: ProblemWord;
  readonly extra: ProblemExtra;
  constructor(word: ProblemWord, extra: ProblemExtra = {}) {
    super(word);
    this.name = 'HttpProblem';
    this.word = word;
    this.extra = extra;
  }
}

/** A field that cannot be accepted, said in the caller's language by the rule that refuses it. */
export function invalid(path: string, code: string, message: Phrase): HttpProblem {
  return new HttpProblem('invalid', {
    detail: message,
    errors: [{ path, code, message: say(message, 'en') }],
  });
}

/** What is wrong and what to do, for whichever form it is answered in. */
export function problemSaid(word: ProblemWord, extra: ProblemExtra): { title: Phrase; detail: Phrase } {
  return { title: `problems.title.${word}`, detail: extra.detail ?? `problems.detail.${word}` };
}

export function problemBody(word: ProblemWord, language: Language, extra: ProblemExtra = {}): Problem {
  const { title, detail } = problemSaid(word, extra);
  return {
    type: problemType(word),
    title: say(title, language),
    status: PROBLEMS[word],
    detail: say(detail, language),
    ...(extra.version === undefined ? {} : { version: extra.version }),
    ...(extra.errors === undefined ? {} : { errors: extra.errors }),
  };
}

export function answerProblem(c: Context, word: ProblemWord, extra: ProblemExtra = {}): Response {
  const body = problemBody(word, languageOf(c.req.header('accept-language')), extra);
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (extra.retryAfter !== undefined) headers['retry-after'] = String(extra.retryAfter);
  if (PROBLEMS[word] === 401) headers['www-authenticate'] = 'Bearer';
  return c.body(JSON.stringify(body), PROBLEMS[word], headers);
}

/** When it is worth trying again: told of a refusal in whichever form, on a page as well. */
export function sayWhen(c: Context, { retryAfter }: ProblemExtra): void {
  if (retryAfter !== undefined) c.header('retry-after', String(retryAfter));
}

/** Null where what was looked for is not there, or not for the caller. */
export async function unlessMissing<T>(looking: Promise<T>): Promise<T | null> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof HttpProblem && error.word === 'not-found') return null;
    throw error;
  }
}
