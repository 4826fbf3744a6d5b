/**
 * What this page was told of report numbers. Asks the worker for many at once and for none twice: whatever is
 * wanted while an answer is on its way goes with the next question.
 */
import { ask, type BadgeFacts, type Badges } from '../connection/messages.ts';

/** As many as one call takes. */
const MOST_AT_ONCE = 500;

interface Hooks {
  /** Asks the worker, as far as there still is one. */
  unlessGone: <T>(answer: Promise<T>) => Promise<T | null>;
  /** Numbers that were wanted are wanted no more: known, unknown, or beyond reach. */
  onAnswer: () => void;
  /** The overlay has no business here any more. */
  onDenied: () => void;
}

export class Known {
  /** ms to add to this machine's clock to get the service's. */
  clockOffset = 0;
  private readonly hooks: Hooks;
  private readonly facts = new Map<string, BadgeFacts>();
  /** Numbers the officer has nothing to do with: not asked for again until something changed. */
  private readonly unknown = new Set<string>();
  private readonly wanted = new Set<string>();
  private asking: Promise<void> | null = null;
  /** The last question was not answered: no other is put until somebody asks to hear anew. */
  private unanswered = false;

  constructor(hooks: Hooks) {
    this.hooks = hooks;
  }

  /** Undefined where nothing is known yet: the next question asks for it. Null where there is nothing to know. */
  of(number: string): BadgeFacts | null | undefined {
    const facts = this.facts.get(number);
    if (facts) return facts;
    if (this.unanswered || this.unknown.has(number)) return null;
    this.wanted.add(number);
    return undefined;
  }

  /** Asks for what is wanted, and for what comes to be wanted meanwhile: one question at a time. */
  async ask(): Promise<void> {
    if (this.wanted.size > 0) this.asking ??= this.learn();
    await this.asking;
  }

  /** Asks anew for these and forgets all others. */
  async renew(numbers: readonly string[]): Promise<void> {
    await this.asking;
    const kept = new Set(numbers);
    for (const number of this.facts.keys()) if (!kept.has(number)) this.facts.delete(number);
    this.unknown.clear();
    this.unanswered = false;
    for (const number of kept) this.wanted.add(number);
    await this.ask();
  }

  private async learn(): Promise<void> {
    try {
      while (this.wanted.size > 0 && !this.unanswered) {
        const numbers = [...this.wanted].slice(0, MOST_AT_ONCE);
        const said = await this.hooks.unlessGone(ask('lookup', { numbers }));
        for (const number of numbers) this.wanted.delete(number);
        if (said?.ok) this.take(said.value);
        else this.unanswered = true;
        if (said?.ok === false && said.error.word === 'denied') this.hooks.onDenied();
        // Whoever was told of them has left.
        if (said?.ok === false && said.error.word === 'signed-out') this.facts.clear();
        this.hooks.onAnswer();
      }
      this.wanted.clear();
    } finally {
      // In the same breath as the last look at what is wanted: whoever wants more from now on has to ask.
      this.asking = null;
    }
  }

  private take({ badges, unknown, clockOffset }: Badges): void {
    for (const number of unknown) {
      this.unknown.add(number);
      this.facts.delete(number);
    }
    for (const facts of badges) this.facts.set(facts.number, facts);
    this.clockOffset = clockOffset;
  }
}
