/** How a number shows itself on a page, wholly or in part: cheap tests before the costly one, by the city's form. */
import type { NumberForm } from '#shared/city/facts.ts';
import { here } from '#shared/city/here.ts';

interface NumberShapes {
  /** Links whose address may hold one. */
  links: string;
  /** Most of most pages holds no number. */
  worthALook: RegExp;
  /** Characters that a number may have, and one before it. */
  longest: number;
  /** A text that ends like this may hold a number's beginning, or all but its last digits. */
  mayGoOn: RegExp;
  /** A text that begins like this may hold the rest of one. */
  mayContinue: RegExp;
}

let known: { form: NumberForm; shapes: NumberShapes } | null = null;

export function numberShapes(): NumberShapes {
  const form = here().number;
  if (known?.form !== form) known = { form, shapes: shapesOf(form) };
  return known.shapes;
}

function shapesOf({ own, beside, date, between, digits }: NumberForm): NumberShapes {
  const prefixes = [own, beside];
  const any = prefixes.join('|');
  const most = digits + 1;
  // `tt` alone is in every `https:`: no such number is older than this century's tens or younger than its thirties.
  const decades = date === 'YYMMDD' ? ['1', '2', '3'] : ['20'];
  const links = prefixes.flatMap((one) => decades.map((decade) => `[href*="${one}${between}${decade}" i]`));
  const begun = prefixes.flatMap((one) => cuts(one).map((at) => one.slice(0, at)));
  const ended = prefixes.flatMap((one) => cuts(one).map((at) => one.slice(at)));
  const digitsOn =
    between === ''
      ? `\\d{0,${date.length + most}}`
      : `(?:${between}(?:\\d{0,${date.length}}(?:${between}\\d{0,${most}})?)?)?`;
  const tail = ended.length === 0 ? '' : `(?:${ended.join('|')})`;
  return {
    links: `a:is(${links.join(',')})`,
    worthALook: new RegExp(`(?:${any})${between}\\d{${date.length}}${between}\\d{${digits}}`, 'i'),
    longest: Math.max(own.length, beside.length) + date.length + most + 2 * between.length + 1,
    mayGoOn: new RegExp(`(?<![\\p{L}\\p{N}])(?:${[...begun, `(?:${any})${digitsOn}`].join('|')})$`, 'iu'),
    mayContinue: new RegExp(
      [
        `^${tail}${tail && '?'}${between && `(?:${between})?`}\\d`,
        ...(tail ? [`^${tail}$`] : []),
        ...(between ? [`^${tail}${tail && '?'}${between}`] : []),
      ].join('|'),
      'i',
    ),
  };
}

/** Where a prefix may be cut in two. */
function cuts(prefix: string): number[] {
  return [...prefix].map((_, at) => at).slice(1);
}
