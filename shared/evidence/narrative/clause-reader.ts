/**
 * Reads one clause: binds each verb to the small words that stand with it, and notes what was told of it. The order
 * of the words decides, as it does for a reader: "belum" rules what follows it, "sudah" ends that.
 */
import type { Clause } from './clauses.ts';
import { notOurs } from './passed.ts';
import { type Sign, signOf } from './signs.ts';
import type { Carried, Hold, Notes, Status, Told } from './told.ts';
import type { Verb } from './verbs.ts';

export function readClause(clause: Clause, carried: Carried, notes: Notes): void {
  const reader = new ClauseReader(clause, carried, notes);
  for (let i = 0; i < clause.words.length; i++) reader.take(signOf(clause.words, i));
  reader.end(notOurs(clause.words));
}

/** Without a verb of their own these say it of what was reported: "lubang di Gang Mawar belum", "tapi gagal". */
const SAYS_ALONE: ReadonlySet<string> = new Set([
  'belum',
  'proses',
  'gagal',
  'progress',
  'progres',
  'pending',
]);
const RESTS: ReadonlySet<string> = new Set(['sisanya', 'selebihnya', 'sisa']);
/** Part of the verb itself: "kami angkut". */
const PASSIVE_DOERS: ReadonlySet<string> = new Set(['kami', 'kita', 'saya']);
/** They lead to the next verb; the other marks of done are only a manner of it. */
const CLEARS: ReadonlySet<string> = new Set(['sudah', 'telah']);

class ClauseReader {
  private mode: 'main' | 'aim' | 'condition' | 'after';
  private hold: Hold | null = null;
  /** "sudah" has been said. */
  private done = false;
  private relative = false;
  /** What "dilakukan" said, for the nouns behind it. */
  private light: Status | null = null;
  /** Nothing but small words has been said. */
  private fresh = true;
  private hasVerb = false;
  /** What is told is told of what remains. */
  private rest = false;
  /** A time to come has been named. */
  private later = false;
  /** What was told before this clause. */
  private readonly start: number;
  /** Deeds of this clause named as things: what trails behind them speaks of them. */
  private readonly own: Told[] = [];

  private readonly carried: Carried;
  private readonly notes: Notes;

  constructor({ opens }: Clause, carried: Carried, notes: Notes) {
    this.carried = carried;
    this.notes = notes;
    this.mode = opens === 'aim' || opens === 'condition' || opens === 'after' ? opens : 'main';
    this.start = notes.told.length;
    // "akan dikeruk, diangkut"; but "belum ditebang, dipangkas dahannya".
    const goesOn = opens === 'join' || (opens === 'pause' && carried.row?.hold?.kind === 'ahead');
    if (!goesOn) carried.row = null;
  }

  take(sign: Sign): void {
    switch (sign.is) {
      case 'hold':
        if (!this.relative) this.notes.seen.add(sign.hold.word);
        if (this.hold?.kind !== 'strong' && this.hold?.kind !== sign.hold.kind) this.hold = sign.hold;
        return;
      case 'verb':
        if (this.relative) this.describe(sign.verb);
        else this.verb(sign.verb, sign.word);
        this.hasVerb = true;
        this.fresh = false;
        return;
      case 'done':
        this.mark(sign.word);
        return;
      case 'finish':
        this.finish();
        return;
      case 'later':
        this.putOff(sign.word);
        return;
      case 'copula':
        this.makeTopic();
        return;
      case 'relative':
        this.relative = true;
        return;
      case 'doer':
        // "untuk mencegah banjir petugas menguras …": the aim has been told, the deed follows.
        if (this.mode === 'aim' && this.hasVerb) this.mode = 'main';
        // "karena listrik belum dimatikan kami memangkas …"
        if (this.hasVerb && sign.word === 'kami') this.hold = null;
        // "akan dikeruk, petugas mengangkut …": a subject of its own.
        this.fresh &&= PASSIVE_DOERS.has(sign.word);
        return;
      case 'other':
        this.rest ||= RESTS.has(sign.word);
        this.pass();
        return;
      case 'filler':
        return;
    }
  }

  /** `notOurs`: the words of the clause that say whose the work is. */
  end(notOurs: readonly string[]): void {
    const { hold } = this;
    for (const words of notOurs) this.notes.passedOn.add(words);
    this.notes.disowned ||= notOurs.length > 0;
    if (notOurs.length > 0) this.makeTopic(this.done ? this.own : this.notes.told.slice(this.start));
    // "…, kira-kira dua minggu lagi" speaks of the verb before.
    if (this.later && !this.hasVerb && !this.done) this.takeBack();
    if (hold === null || hold.kind === 'negative') return;
    this.putOffNouns(this.own, hold);
    if (this.mode !== 'main' || this.hasVerb || !SAYS_ALONE.has(hold.word)) return;
    if (this.fresh) this.takeBack();
    this.tell('undone', true, hold);
  }

  /** "lubang yang ditambal": said of the thing, not of the work. */
  private describe(verb: Verb): void {
    if (verb.kind === 'deed' && this.done) this.notes.described = true;
    this.leaveRelative();
  }

  private verb(verb: Verb, word: string): void {
    const { hold } = this;
    if (verb.kind === 'handover') {
      this.makeTopic();
      if (hold?.kind !== 'negative') this.notes.passedOn.add(word);
      // "dikoordinasikan dengan Sudin menguras saluran": theirs to do.
      if (this.mode === 'main') this.mode = 'aim';
    } else if (verb.kind === 'survey' && (hold === null || hold.kind === 'negative')) {
      // "tidak ditemukan": somebody looked.
      if (!verb.noun) this.makeTopic();
      this.notes.surveyed.add(word);
    } else if (verb.kind === 'plan') {
      this.plan(word);
    } else if (verb.kind === 'result') {
      // "tidak menyala" is what was reported, "belum menyala" what was not mended.
      if (hold === null ? this.done : hold.kind !== 'negative') this.say(verb, hold !== null);
    } else {
      this.say(verb, verb.kind !== 'deed');
    }
    if (this.hold?.kind === 'negative') this.hold = null;
  }

  private say(verb: Verb, light: boolean): void {
    const [status, hold] = this.ruled();
    // "sebagian diangkut, sisanya belum": then it is not done.
    if (this.rest && status === 'undone' && verb.kind !== 'survey') this.takeBack();
    if (verb.noun) {
      const told = this.tell(status, light, hold);
      if (this.light === null && status !== 'aside') this.name(told);
      return;
    }
    if (light && status !== 'aside') for (const noun of this.carried.nouns) noun.status = status;
    this.carried.nouns = [];
    if (light && status !== 'aside') this.light = status;
    this.tell(status, light, hold, verb.active);
    this.carried.row = { status, hold };
  }

  private name(noun: Told): void {
    this.own.push(noun);
    this.carried.nouns.push(noun);
  }

  /** What the small words before a verb make of it, and which of them. */
  private ruled(): [Status, Hold | null] {
    const { row } = this.carried;
    if (this.mode === 'aim' || this.mode === 'condition') return ['aside', null];
    if (this.hold !== null) return ['undone', this.hold];
    if (row !== null && this.fresh && !this.done) return [row.status, row.hold];
    if (this.light !== null) return [this.light, null];
    return ['done', null];
  }

  private tell(status: Status, light: boolean, hold: Hold | null, active = false): Told {
    const told = { status, light, marked: this.done || active, after: this.mode === 'after' };
    this.notes.told.push(told);
    if (hold !== null) this.notes.holds.add(hold.word);
    return told;
  }

  /** "sudah dijadwalkan": what it is said of, and what follows, is still to come. */
  private plan(word: string): void {
    if (this.mode === 'condition') return;
    this.hold = { word, kind: 'strong' };
    this.putOffNouns(this.carried.nouns, this.hold);
    this.carried.nouns = [];
    this.tell('undone', true, this.hold);
  }

  private mark(word: string): void {
    if (CLEARS.has(word)) this.hold = null;
    else if (this.hold !== null) return;
    this.done = true;
    // "untuk mengatasi banjir telah dibangun …": the aim has been told, the deed follows.
    if (this.mode === 'aim' && (this.hasVerb || CLEARS.has(word))) this.mode = 'main';
  }

  private finish(): void {
    if (this.relative) {
      this.leaveRelative();
      return;
    }
    if (this.mode !== 'main') return;
    const { hold, carried } = this;
    if (hold === null) {
      for (const noun of carried.nouns) noun.status = 'done';
      carried.nouns = [];
      this.done = true;
      return;
    }
    // "lagi ngecat, belum kelar" speaks of the whole sentence; with a subject of its own of that alone.
    if (this.fresh) this.takeBack();
    else this.putOffNouns(carried.nouns, hold);
    carried.nouns = [];
    this.tell('undone', true, hold);
  }

  /** "dilaksanakan minggu depan". */
  private putOff(word: string): void {
    const hold: Hold = { word, kind: 'strong' };
    if (!this.done && this.hasVerb) {
      this.takeBack(this.start);
      this.notes.holds.add(word);
    }
    this.hold = hold;
    this.later = true;
  }

  /** "penanganan merupakan tugas …": the deed was only spoken about. */
  private makeTopic(told: readonly Told[] = this.own): void {
    for (const one of told) one.status = 'topic';
    this.own.length = 0;
    this.carried.nouns = [];
  }

  /** What the sentence told so far, or from here on, was not finished after all. */
  private takeBack(start = 0): void {
    const { carried, notes } = this;
    for (const told of notes.told.slice(Math.max(start, carried.from))) {
      if (told.status !== 'topic') told.status = 'undone';
    }
    carried.from = notes.told.length;
  }

  /** A word that rules nothing ends what binds to the next verb only: "masih hujan, saluran dikuras". */
  private pass(): void {
    if (this.relative) {
      this.leaveRelative();
      return;
    }
    this.fresh = false;
    const { hold } = this;
    if (hold?.kind !== 'negative' && hold?.kind !== 'going') return;
    if (hold.kind === 'going') this.putOffNouns(this.own.splice(0), hold);
    this.hold = null;
  }

  private leaveRelative(): void {
    this.relative = false;
    this.hold = null;
    this.done = false;
  }

  private putOffNouns(nouns: readonly Told[], hold: Hold): void {
    if (nouns.length > 0) this.notes.holds.add(hold.word);
    for (const noun of nouns) noun.status = 'undone';
  }
}
