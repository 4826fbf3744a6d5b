/** Forms and pages as chance asks for them. */
import fc from 'fast-check';
import {
  assembled,
  brokenness,
  type Call,
  encoded,
  headers,
  MULTIPART,
  multipartBytes,
  type Part,
  sometimes,
  subjectOf,
  uploadOf,
  wordFor,
} from './calls.ts';
import { oddText, type Values } from './values.ts';

export interface Form {
  /** Where it is sent, as the page had it or as a route names it. */
  path: string;
  fields: readonly { name: string; options: readonly string[]; isFile: boolean }[];
}

/** A form of a page: what it offers, what nobody was offered, fields twice or not at all, files where words belong. */
export function formOf(values: Values, route: string, forms: readonly Form[]): fc.Arbitrary<Call> {
  const subject = subjectOf(route);
  const form: fc.Arbitrary<Form> =
    forms.length > 0 ? fc.constantFrom(...forms) : fc.constant({ path: route, fields: [] });
  return form.chain(({ path, fields }) => {
    const given = fields.map(({ name, options, isFile }) => {
      const word = fc.oneof(
        {
          weight: 4,
          arbitrary:
            options.length > 0
              ? fc.constantFrom(...options)
              : values.known(name, subject).map((one) => one ?? 'Jalan'),
        },
        { weight: 1, arbitrary: oddText },
        {
          weight: 1,
          arbitrary: fc.constantFrom('', '2026-12-01', '08:00', '5', 'on', 'https://x.example/a'),
        },
      );
      const bytes = isFile ? uploadOf([]).map((body) => body.bytes) : word.map((text) => Buffer.from(text));
      return fc
        .array(bytes, { minLength: 0, maxLength: 2 })
        .map((all): Part[] => all.map((one) => ({ name, bytes: one, file: isFile ? 'a.csv' : undefined })));
    });
    const odd = sometimes(fc.tuple(fc.constantFrom('__proto__', 'x', 'role', ''), oddText), 8);
    const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) =>
      wordFor(values, name, subject, { type: 'string' }),
    );
    const asFiles = fields.some(({ isFile }) => isFile);
    return fc
      .record({
        at: fc.tuple(...names),
        given: fc.tuple(...given),
        odd,
        how: brokenness,
        multipart: asFiles ? fc.constantFrom(true, true, false) : fc.constantFrom(true, false, false, false),
        headers,
        cut: sometimes(fc.double({ min: 0, max: 0.99, noNaN: true }), 30),
      })
      .map(({ at, given, odd, how, multipart, headers, cut }) => {
        const words = [...at];
        const to = path.replaceAll(/:\w+/g, () => encoded(words.shift() ?? ''));
        const parts = [...given.flat(), ...(odd ? [{ name: odd[0], bytes: Buffer.from(odd[1]) }] : [])];
        const body = multipart
          ? { bytes: multipartBytes(parts, how), type: MULTIPART }
          : { bytes: urlencoded(parts, how), type: 'application/x-www-form-urlencoded' };
        return assembled(`POST ${route}`, 'POST', to, headers, body, cut);
      });
  });
}

function urlencoded(parts: readonly Part[], how: number): Buffer {
  const text = parts
    .map(
      ({ name, bytes }) =>
        `${encodeURIComponent(name)}=${encodeURIComponent(bytes.toString().toWellFormed())}`,
    )
    .join('&');
  return Buffer.from(how === 0 ? `${text}&%ff=%&&=` : how === 1 ? text.slice(0, text.length >> 1) : text);
}

/** A page or a file: with whatever stands in its path, and a query of names it may know. */
export function pageOf(values: Values, route: string, names: readonly string[]): fc.Arbitrary<Call> {
  const subject = subjectOf(route);
  const holes = [...route.matchAll(/:(\w+)(\{[^}]*\})?/g)].map(([, name = '', pattern = '']) => {
    const word = wordFor(values, name, subject, { type: 'string' });
    // Open311: the name of a file, as XML or JSON.
    return pattern === ''
      ? word
      : fc
          .tuple(word, fc.constantFrom('xml', 'json', 'xml', 'json', 'x', ''))
          .map(
            ([text, ending]) =>
              `${pattern.includes('[^/]') ? text.slice(0, 300) : pattern.slice(1).split('\\')[0]}.${ending}`,
          );
  });
  const field = fc.tuple(
    fc.constantFrom('x', 'cursor', ...names),
    fc.oneof(
      oddText.map((text) => text.slice(0, 2_000)),
      fc.constantFrom('1', '', '2025-03', '2025-03-10', 'open', 'Jalan'),
    ),
  );
  return fc
    .record({
      at: fc.tuple(...holes),
      query: fc.array(field, { maxLength: 4 }),
      headers,
      method: sometimes(fc.constantFrom('HEAD', 'OPTIONS', 'DELETE', 'POST'), 20),
    })
    .map(({ at, query, headers, method }) => {
      const words = [...at];
      const path = route.replaceAll(/:\w+(\{[^}]*\})?/g, () => encoded(words.shift() ?? ''));
      const asked = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
      return { what: `GET ${route}`, method: method ?? 'GET', path: path + (asked && `?${asked}`), headers };
    });
}
