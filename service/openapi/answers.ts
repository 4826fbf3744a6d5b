/** What a call may be answered: its result, and each way in which it may be refused. */
import type { AnswerHeader } from '#shared/contract/operation.ts';
import type { Operation } from '#shared/contract/operations.ts';
import { PROBLEM_WORDS, PROBLEMS, type ProblemWord } from '#shared/contract/problem.ts';
import { say } from '../platform/http/language.ts';
import { problemBody, problemSaid } from '../platform/http/problem.ts';
import answerHeaders from './answer-headers.json' with { type: 'json' };
import { exampleOf, SUMMARIES } from './examples.ts';
import type { Schemas } from './schemas.ts';

/** `invalid` too: a parameter that a call does not know is refused by name, whichever call it is. */
const ALWAYS: readonly ProblemWord[] = ['unavailable', 'rate-limited', 'invalid', 'internal'];

/** In the contract's order of refusal, as `PROBLEMS` has them. */
export function refusalsOf({
  body,
  upload,
  path,
  method,
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
  add(path === '/session' && method === 'POST', 'second-factor-required');
  add(body !== undefined, 'too-large', 'unsupported-media', 'malformed');
  add(upload !== undefined, 'too-large', 'unsupported-media', 'malformed');
  add(headers.includes('tus-resumable'), 'unsupported-version');
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

const ANSWER_HEADERS: Record<AnswerHeader, { name: string }> = answerHeaders;
const ETAG = { description: 'Names this state of it', schema: { type: 'string' } };

function success(name: string, operation: Operation, schemas: Schemas): object {
  const { status = 200, result, headers = [], tells = [] } = operation;
  const carriesEtag = headers.includes('if-none-match') || headers.includes('if-match');
  const told = Object.fromEntries([
    ...(carriesEtag ? [['ETag', ETAG]] : []),
    ...tells.map((header) => {
      const { name, ...said } = ANSWER_HEADERS[header];
      return [name, said];
    }),
  ]);
  const example = exampleOf(name)?.result;
  return {
    description: SUMMARIES[name],
    ...(Object.keys(told).length > 0 ? { headers: told } : {}),
    ...(status === 204
      ? {}
      : {
          content: result
            ? {
                [operation.media ?? 'application/json']: {
                  schema: schemas.refer(result, 'output'),
                  ...(example === undefined ? {} : { example }),
                },
              }
            : { [operation.media ?? '*/*']: { schema: {} } },
        }),
  };
}
