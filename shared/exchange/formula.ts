/**
 * Texts that a spreadsheet would take for a formula. Which separator it splits by is its own setting, and one that
 * splits otherwise than was meant sees no quotes: so a formula may begin behind any separator, in either width.
 */

const BEGINS = '[=+\\-@＝＋－＠]';
const BEHIND = '(?<=(?:^|[;,|\\t\\r\\n])[ "]*)';

const UNGUARDED = new RegExp(`^(?=[\\t\\r])|(?=${BEGINS})${BEHIND}`, 'g');
const GUARDED = new RegExp(`^'(?=[\\t\\r])|'(?=${BEGINS})(?<=(?:^|[;,|\\t\\r\\n])[ "]*')`, 'g');

/** With an apostrophe before whatever would be one. */
export function withoutFormulas(text: string): string {
  return text.replace(UNGUARDED, "'");
}

/** As it was before {@link withoutFormulas}. */
export function withFormulas(text: string): string {
  return text.replace(GUARDED, '');
}
