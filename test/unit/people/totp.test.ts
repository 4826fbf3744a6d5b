/** Codes by the clock: as the standards print them, half a minute early or late, and nothing else. */
import { describe, expect, it } from 'vitest';
import {
  base32,
  codeAt,
  isCode,
  keyUri,
  stepAt,
  stepOf,
} from '../../../service/people/second-factor/totp.ts';

/** RFC 6238, Appendix B, and RFC 4226, Appendix D: both with this secret. */
const SECRET = Buffer.from('12345678901234567890');

describe('a code', () => {
  it.each([
    // RFC 6238 prints eight digits; ours are the last six of them.
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at second %i is that of RFC 6238', (second, printed) => {
    expect(codeAt(SECRET, stepAt(second * 1_000))).toBe(printed.slice(2));
  });

  it.each([
    '755224',
    '287082',
    '359152',
    '969429',
    '338314',
    '254676',
    '287922',
    '162583',
    '399871',
    '520489',
  ])('%s is that of RFC 4226 at its count', (printed) => {
    const counts = Array.from({ length: 10 }, (_, count) => codeAt(SECRET, count));
    expect(counts).toContain(printed);
  });

  it('keeps its leading noughts', () => {
    expect(codeAt(SECRET, stepAt(1_111_111_109_000))).toBe('081804');
  });
});

describe('a code that is given', () => {
  const now = 1_234_567_890_000;
  const at = (drift: number): string => codeAt(SECRET, stepAt(now) + drift);

  it.each([-1, 0, 1])('counts %i half minutes off, and says which it was', (drift) => {
    expect(stepOf(SECRET, at(drift), now)).toBe(stepAt(now) + drift);
  });
  it.each([-2, 2, 100])('does not count %i half minutes off', (drift) => {
    expect(stepOf(SECRET, at(drift), now)).toBeNull();
  });
  it.each([
    '',
    '0',
    `${codeAt(SECRET, stepAt(now))}1`,
    ` ${codeAt(SECRET, stepAt(now))}`,
    '١٢٣٤٥٦',
    'abcdef',
    '00000é',
    '-12345',
  ])('is none: "%s"', (code) => {
    expect([stepOf(SECRET, code, now), isCode(code)]).toEqual([null, false]);
  });
  it('of another secret does not count', () => {
    expect(stepOf(Buffer.from('12345678901234567891'), at(0), now)).toBeNull();
  });
});

it.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('"%s" in letters is %s, as RFC 4648 has it', (text, letters) => {
  expect(base32(Buffer.from(text))).toBe(letters);
});

it('the QR code says who and what, whatever stands in a name', () => {
  expect(keyUri(SECRET, 'Tuntas Jakarta', 'rina&b')).toBe(
    'otpauth://totp/Tuntas%20Jakarta:rina%26b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Tuntas%20Jakarta',
  );
});
