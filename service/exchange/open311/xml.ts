/** Open311's two formats from one value: elements alone in XML, and by the Spark convention the same in JSON. */

export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** A document: in XML the root has a name, in JSON only its value is sent. */
export interface Document {
  root: string;
  value: Value;
}

/** What a member of a list is called: JSON needs no name for it, XML does. */
const MEMBER: Readonly<Record<string, string>> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  notes: 'note',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
};

const ENTITY: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Code points that XML 1.0 knows no way to write (2.2, Char). A citizen's text may hold them all the same. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

export function toXml({ root, value }: Document): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`;
}

function element(name: string, value: Value): string {
  return `<${name}>${content(name, value)}</${name}>`;
}

function content(name: string, value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'object') return textOf(String(value));
  if (isList(value)) return value.map((one) => element(MEMBER[name] ?? 'item', one)).join('');
  return Object.entries(value)
    .map(([child, one]) => element(child, one))
    .join('');
}

function textOf(text: string): string {
  return text.replace(UNWRITABLE, '\u{FFFD}').replace(/[&<>]/g, (sign) => ENTITY[sign] ?? sign);
}

/** `Array.isArray` does not tell a read-only list from an object. */
function isList(value: Exclude<Value, string | number | boolean | null>): value is readonly Value[] {
  return Array.isArray(value);
}
