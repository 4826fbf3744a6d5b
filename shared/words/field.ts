/** What a schema of the contract says of a field that it refuses: the key of a sentence, put into words where it is answered. */
import type { WordKey } from './catalogue.ts';

type Fault =
  Extract<WordKey, `problems.field.${string}`> extends `problems.field.${infer Name}` ? Name : never;

export function field(fault: Fault): WordKey {
  return `problems.field.${fault}`;
}
