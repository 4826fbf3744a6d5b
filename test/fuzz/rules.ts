/** What holds of every answer, whatever was asked. */
import Ajv, { type ValidateFunction } from 'ajv/dist/2020.js';
import { Parser } from 'htmlparser2';
import { SaxesParser } from 'saxes';
import { PROBLEMS, Problem, problemType } from '#shared/contract/problem.ts';
import type { Call, Described } from './calls.ts';
import { ATTRIBUTE, ELEMENT } from './values.ts';
import type { Answer } from './wire.ts';

/** Answers judged by the document that the service itself hands out. */
export class Rules {
  readonly #ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false });
  readonly #results = new Map<string, ValidateFunction>();
  constructor(document: object) {
    this.#ajv.addSchema(document, 'openapi');
  }

  /** What is wrong with it, in words; empty where nothing is. */
  of(call: Call, operation: Described | undefined, answer: Answer): string[] {
    const { status } = answer;
    const type = String(answer.headers['content-type'] ?? '').split(';')[0] ?? '';
    const faults: string[] = [];
    if (status === 0) return faults;
    if (status >= 500 && !(status === 503 && answer.headers['retry-after'])) faults.push(`answers ${status}`);
    if (call.method === 'HEAD' || status === 204 || status === 304) return faults;
    if (type === 'application/problem+json') faults.push(...problemFaults(answer));
    else if (type === 'text/html') faults.push(...htmlFaults(answer.body.toString()));
    else if (type.endsWith('/xml')) faults.push(...xmlFaults(answer.body.toString()));
    else if (type === 'application/json') faults.push(...jsonFaults(answer.body.toString()));
    if (operation && call.method === operation.method)
      faults.push(...this.#contractFaults(operation, answer, type));
    return faults;
  }

  #contractFaults(operation: Described, { status, body }: Answer, type: string): string[] {
    // HTTP's own: a head that is too large never reaches a route.
    if (status === 431 || (status === 400 && type === '')) return [];
    if (!operation.statuses.includes(status))
      return [`answers ${status}, of which its contract says nothing`];
    if (status >= 400 && type !== 'application/problem+json') return [`refuses as ${type}`];
    const schema = operation.results[status];
    if (!schema || type !== 'application/json') return [];
    const key = `${operation.name} ${status}`;
    const validate = this.#results.get(key) ?? this.#ajv.compile(within(schema));
    this.#results.set(key, validate);
    if (validate(JSON.parse(body.toString()))) return [];
    return [`answers what its schema does not allow: ${this.#ajv.errorsText(validate.errors)}`];
  }
}

/** The document's own references, from outside it. */
function within(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"openapi#'));
}

function problemFaults({ status, body }: Answer): string[] {
  const { success, data } = Problem.safeParse(JSON.parse(body.toString()));
  if (!success) return ['a problem that is none'];
  const word = Object.keys(PROBLEMS).find((one) => problemType(one as keyof typeof PROBLEMS) === data.type);
  const faults: string[] = [];
  if (
    word === undefined ||
    PROBLEMS[word as keyof typeof PROBLEMS] !== data.status ||
    data.status !== status
  ) {
    faults.push(`a problem of no word or another status: ${data.type} ${data.status}`);
  }
  if (data.title.trim() === '' || (data.detail ?? '').trim().length < 10)
    faults.push('a problem that says not what to do');
  for (const { message } of data.errors ?? [])
    if (message.trim() === '') faults.push('a field error without words');
  if (LEAK.test(JSON.stringify(data))) faults.push('a problem that tells of our insides');
  return faults;
}

/** Of a stack, of a query, of a value that nobody made. Nothing that chance sends holds these. */
const LEAK = /\bat \S+ \(|node_modules|SQLITE_|Failed query|\[object Object\]|\bundefined\b|\bNaN\b/;

function htmlFaults(html: string): string[] {
  const faults = new Set<string>();
  let isCode = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      isCode = name === 'script' || name === 'style';
      if (name === ELEMENT || ATTRIBUTE in attributes) faults.add('what somebody wrote is HTML');
    },
    ontext(text) {
      if (!isCode && LEAK.test(text)) faults.add(`says ${LEAK.exec(text)?.[0]}`);
    },
  });
  parser.end(html);
  if (!/<html lang="\w+"/.test(html) || !/<\/html>\s*$/.test(html)) faults.add('a page that is not whole');
  return [...faults];
}

function xmlFaults(xml: string): string[] {
  const faults: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', ({ message }) => faults.push(`XML that is none: ${message}`));
  parser.on('opentag', ({ name }) => {
    if (name === ELEMENT) faults.push('what somebody wrote is XML');
  });
  parser.write(xml).close();
  return faults.slice(0, 1);
}

function jsonFaults(json: string): string[] {
  try {
    JSON.parse(json);
    return [];
  } catch {
    return ['JSON that is none'];
  }
}
