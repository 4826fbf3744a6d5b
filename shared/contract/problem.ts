/** RFC 9457 problem details: one word for each way in which the service says no. */
import { z } from 'zod';

export const PROBLEMS = {
  unavailable: 503,
  'rate-limited': 429,
  unauthenticated: 401,
  /** The password is right, and a code is asked for as well, or was not. */
  'second-factor-required': 401,
  'too-large': 413,
  'unsupported-media': 415,
  malformed: 400,
  'unsupported-version': 412,
  'idempotency-key-reused': 422,
  'in-progress': 409,
  'not-found': 404,
  forbidden: 403,
  'precondition-required': 428,
  'stale-version': 412,
  'wrong-offset': 409,
  'illegal-transition': 409,
  invalid: 422,
  'scope-changed': 410,
  'photo-lost': 410,
  internal: 500,
} as const;

export type ProblemWord = keyof typeof PROBLEMS;

export function isProblemWord(text: string): text is ProblemWord {
  return Object.hasOwn(PROBLEMS, text);
}
/** In the order of refusal. */
export const PROBLEM_WORDS: readonly ProblemWord[] = Object.keys(PROBLEMS).filter(isProblemWord);

export const FieldError = z.object({ path: z.string(), code: z.string(), message: z.string() });
export type FieldError = z.infer<typeof FieldError>;

export const Problem = z.object({
  /** `/problems/` and the word. */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** What is wrong and what to do, in the caller's language. */
  detail: z.string().optional(),
  /** For `stale-version`: the version the report has now. */
  version: z.number().int().optional(),
  errors: z.array(FieldError).optional(),
});
export type Problem = z.infer<typeof Problem>;

export function problemType(word: ProblemWord): string {
  return `/problems/${word}`;
}
