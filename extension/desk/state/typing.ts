/**
 * Parts one deliberate press from a sentence typed where nothing takes it: "saya setuju" has an A, an R and a U. A press
 * is deliberate when no other character came shortly before it, and stays so when none follows at once. It acts without
 * waiting; what follows takes it back. Scanners, bouncing keys, input methods and repeats that remote desktops send as
 * presses are all typing by this rule. Pure.
 */

/** ms between two keys of somebody who types; one who decides looks in between. */
const RHYTHM_MS = 400;
/** ms after a decision in which a letter that is no command at all still tells that somebody types. */
const STRAY_MS = 1000;

/** What a key did: decided at once, opened the form of a decision, took one back, or anything else. */
export type Effect = 'decided' | 'opened' | 'undone' | 'none';

interface Heard {
  key: string;
  /** ms, of whatever clock, as the other keys. */
  at: number;
  /** The key is held down. */
  repeat: boolean;
  /** What it stands for on the desk. */
  command: string | null;
}

export class Rhythm {
  private lastAt = Number.NEGATIVE_INFINITY;
  private last: Effect = 'none';
  private lastKey = '';
  private actedAt = Number.NEGATIVE_INFINITY;
  private actedKey = '';
  private quick = false;
  /** Every character since what acted came quickly after the one before. */
  private unbroken = false;
  /** None has come since what acted. */
  private first = false;
  private fromOpening = false;

  /** To be told of every key, before anything acts on it. True where it takes back what the one before decided. */
  hear({ key, at, repeat, command }: Heard): boolean {
    const since = at - this.lastAt;
    this.quick = since < RHYTHM_MS;
    if (!isCharacter(key)) return false;
    this.unbroken &&= this.quick;
    this.fromOpening = this.quick && (this.fromOpening || this.last === 'opened');
    const takesBack = this.last === 'decided' && !repeat && this.isTypedOn(key, at, command);
    // Whoever takes something back may do so at once, and again.
    if (this.quick && command === 'undo' && this.last !== 'none') this.quick = false;
    this.first = false;
    this.lastAt = at;
    this.lastKey = key;
    if (!repeat && (this.last !== 'decided' || takesBack || at - this.actedAt >= STRAY_MS))
      this.last = 'none';
    return takesBack;
  }

  private isTypedOn(key: string, at: number, command: string | null): boolean {
    // A key that bounces, or whose repeats a remote desktop sends as presses, is the same press still.
    if (command === 'undo' || key === this.actedKey) return false;
    if (this.unbroken) return true;
    // Who walks on, or searches, has let the decision stand.
    return this.first && command === null && /^\p{L}$/u.test(key) && at - this.actedAt < STRAY_MS;
  }

  /** What the key that was heard last did. */
  did(effect: Effect): void {
    this.last = effect;
    this.actedAt = this.lastAt;
    this.actedKey = this.lastKey;
    this.unbroken = true;
    this.first = true;
  }

  /** The form that was opened has taken the key: somebody fills it in. */
  meant(): void {
    this.fromOpening = false;
    this.last = 'none';
  }

  /** Whether the key that was heard last came as those of somebody who types. */
  isTyping(): boolean {
    return this.quick;
  }

  /** Whether it belongs to a run of keys of which one has just opened a form. */
  runsOnFromOpening(): boolean {
    return this.fromOpening;
  }
}

/** One that writes, or that only who writes presses; `Process` and `Unidentified` come from input methods. */
function isCharacter(key: string): boolean {
  return [...key].length === 1 || ['Backspace', 'Dead', 'Process', 'Unidentified'].includes(key);
}

/** Of this page: there is one keyboard. */
export const rhythm = new Rhythm();
