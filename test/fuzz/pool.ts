/** What answers told so far, by the names under which they told it: so that random calls meet things that are there. */
import { JAKARTA } from '#shared/city/packs.ts';
import { demoAccounts } from '../../service/demo/accounts.ts';

/** Of each name the newest only: older ones have mostly ended. */
const KEPT = 40;

/** A field that is asked for under one name and told under another. */
const SAME: Readonly<Record<string, string>> = {
  into: 'number',
  numbers: 'number',
  ticket: 'number',
  to: 'unit/code',
  within: 'unit/code',
  unit: 'unit/code',
  kelurahan: 'kelurahan/code',
  officer: 'username',
  photos: 'photos/id',
  after: 'photos/id',
  before: 'photos/id',
  letter: 'photos/id',
  field: 'photos/id',
  cursor: 'next',
};

export class Pool {
  readonly #known = new Map<string, string[]>();
  /** Whom everybody signs in as, and what keeps a run going: left alone. */
  readonly #spared = new Set<string>(demoAccounts(JAKARTA).map(({ username }) => username));

  spare(value: string): void {
    this.#spared.add(value);
  }
  isSpared(value: string): boolean {
    return this.#spared.has(value);
  }

  /** Whether a text tells of one of these. */
  isTold(text: string): boolean {
    return [...this.#spared].some((value) => text.includes(value));
  }

  /** `subject`: what an answer is about, e.g. the first word of its path. */
  learn(value: unknown, subject: string): void {
    if (Array.isArray(value)) for (const one of value.slice(0, KEPT)) this.learn(one, subject);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner === 'object') this.learn(inner, key === 'items' ? subject : key);
        else if (typeof inner === 'string' || typeof inner === 'number') {
          this.#keep(key, String(inner));
          this.#keep(`${subject}/${key}`, String(inner));
        }
      }
    } else if (typeof value === 'string') this.#keep(subject, value);
  }

  #keep(name: string, value: string): void {
    if (this.#spared.has(value) || value.length > 2_000) return;
    const known = (this.#known.get(name) ?? []).filter((one) => one !== value);
    this.#known.set(name, [...known, value].slice(-KEPT));
  }

  /** One of those known under a name, or under that name of a subject. */
  pick(name: string, subject: string, at: number): string | undefined {
    for (const key of [`${subject}/${name}`, SAME[name] ?? name, name]) {
      const known = this.#known.get(key);
      if (known && known.length > 0) return known[at % known.length];
    }
    return undefined;
  }
}
