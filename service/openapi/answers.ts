/** What a call may be answered: its result, and each way in which it may be refused. */
import type { Operation } from '#shared/contract/operations.ts';
import { PROBLEM_WORDS, PROBLEMS, type ProblemWord } from '#shared/contract/problem.ts';
import { say } from '../platform/http/language.ts';
import { problemBody, problemSaid } from '../platform/http/problem.ts';
import { exampleOf, SUMMARIES } from './examples.ts';
import type { Schemas } from './schemas.ts';

/** `invalid` too: a parameter that a call does not know is refused by name, whichever call it is. */
const ALWAYS: readonly ProblemWord[] = ['unavailable', 'rate-limited', 'invalid', 'internal'];

/** In the contract's order of refusal, as `PROBLEMS` has them. */
export function refusalsOf({
  body,
  upload,
  path,
  right,
  headers = [],
  refuses = [],
}: Operation): ProblemWord[] {
  const may = new Set<ProblemWord>([...ALWAYS, ...refuses]);
  const add = (when: boolean, ...words: ProblemWord[]): void => {
    if (when) for (const word of words) may.add(word);
  };
  add(right !== 'public', 'unauthenticated', 'forbidden');
  // A password or a secret that does not fit.
  add(path.startsWith('/session'), 'unauthenticated');
  add(body !== undefined, 'too-large', 'unsupported-media', 'malformed');
  add(upload !== undefined, 'too-large', 'unsupported-media', 'malformed');
  add(path.includes('{'), 'not-found');
  add(headers.includes('idempotency-key'), 'idempotency-key-reused', 'in-progress');
  add(headers.includes('if-match'), 'precondition-required', 'stale-version');
  return PROBLEM_WORDS.filter((word) => may.has(word));
}

const problemSchema = { $ref: '#/components/schemas/Problem' };

/** One answer for each word that some call is refused with by that status alone: the same whichever call it is. */
export function sharedRefusals(operations: readonly Operation[]): Record<string, object> {
  const words = new Set(
    operations.flatMap((operation) =>
      [...byStatus(refusalsOf(operation)).values()].flatMap(([word, ...more]) =>
        word && more.length === 0 ? [word] : [],
      ),
    ),
  );
  return Object.fromEntries([...words].map((word) => [word, refusalWith(word)]));
}

function refusalWith(word: ProblemWord): object {
  const { title, detail } = problemSaid(word, {});
  return {
    description: `${say(title, 'en')}: ${say(detail, 'en')}`,
    content: {
      'application/problem+json': { schema: problemSchema, example: problemBody(word, 'id') },
    },
  };
}

function byStatus(words: readonly ProblemWord[]): Map<number, ProblemWord[]> {
  const grouped = new Map<number, ProblemWord[]>();
  for (const word of words) {
    grouped.set(PROBLEMS[word], [...(grouped.get(PROBLEMS[word]) ?? []), word]);
  }
  return grouped;
}

export function answersOf(name: string, operation: Operation, schemas: Schemas): object {
  const { status = 200, headers = [] } = operation;
  const answers: Record<string, object> = { [status]: success(name, operation, schemas) };
  if (headers.includes('if-none-match')) {
    answers[304] = { description: 'What the caller holds is still so' };
  }
  for (const [code, words] of byStatus(refusalsOf(operation))) answers[code] = refusal(words);
  return answers;
}

function refusal(words: readonly ProblemWord[]): object {
  const [only, ...others] = words;
  if (others.length === 0) return { $ref: `#/components/responses/${only}` };
  return {
    description: words.map((word) => say(problemSaid(word, {}).title, 'en')).join(', or '),
    content: {
      'application/problem+json': {
        schema: problemSchema,
        examples: Object.fromEntries(words.map((word) => [word, { value: problemBody(word, 'id') }])),
      },
    },
  };
}

function success(name: string, operation: Operation, schemas: Schemas): object {
  const { status = 200, result, headers = [] } = operation;
  const carriesEtag = headers.includes('if-none-match') || headers.includes('if-match');
  const etag = { ETag: { description: 'Names this state of it', schema: { type: 'string' } } };
  const example = exampleOf(name)?.result;
  return {
    description: SUMMARIES[name],
    ...(carriesEtag ? { headers: etag } : {}),
    ...(status === 204
      ? {}
      : {
          content: result
            ? {
                'application/json': {
                  schema: schemas.refer(result, 'output'),
                  ...(example === undefined ? {} : { example }),
                },
              }
            : { [operation.media ?? '*/*']: { schema: {} } },
        }),
  };
}
