/** Was another word meant? Few words are near enough for that, and the first letter is always right. */

/** Words of their own, however near to one that offices and categories are named by. */
const LOOKALIKES: ReadonlySet<string> = new Set(['pelayaran', 'pertahanan', 'perubahan', 'penanaman']);

/** Letters from which on one wrong letter, and two, leave no doubt. */
const ONE_WRONG = 6;
const TWO_WRONG = 12;

/** How many errors make `written` of `meant`; null where it is another word. */
export function errorsBetween(written: string, meant: string): number | null {
  if (written === meant) return 0;
  const longest = Math.max(written.length, meant.length);
  if (longest < 4 || written[0] !== meant[0] || /\p{N}/u.test(written + meant) || LOOKALIKES.has(written))
    return null;
  if (once(written) === once(meant)) return 1;
  const errors = distance(written, meant);
  // In a short word only letters that changed places: one letter more, less or other makes another word.
  const most = longest >= TWO_WRONG ? 2 : longest >= ONE_WRONG || written.length === meant.length ? 1 : 0;
  if (errors > most) return null;
  return longest >= ONE_WRONG || isSwapped(written, meant) ? errors : null;
}

function once(word: string): string {
  return word.replace(/(.)\1+/gu, '$1');
}

function isSwapped(one: string, other: string): boolean {
  return [...one].toSorted().join() === [...other].toSorted().join();
}

/** Letters to add, take away, change or exchange with the next one (optimal string alignment). */
function distance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      const [above = 0, left = 0, corner = 0] = [last[j], row[j - 1], last[j - 1]];
      let least = Math.min(above + 1, left + 1, corner + same);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [beforeLast, last] = [last, row];
  }
  return last[other.length] ?? 0;
}
