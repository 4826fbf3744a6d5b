/** What passwords cost and are worth: two hashed at a time, nobody else held, the first that one would try refused. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { hashPassword as hashedBefore } from 'better-auth/crypto';
import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { MACHINE } from '../../service/compose/service.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { openPasswords } from '../../service/people/passwords/passwords.ts';
import { openSignInLine } from '../../service/people/sign-in/line.ts';
import { HttpProblem } from '../../service/platform/http/problem.ts';
import { account, user } from '../../service/tables/account.ts';
import { openHouse } from './harness.ts';

const passwords = openPasswords();
afterAll(() => passwords.close());

describe('a password', () => {
  it('is kept salted, with 32 MB to try it', async () => {
    const [one, other] = await Promise.all([passwords.hash(DEMO_PASSWORD), passwords.hash(DEMO_PASSWORD)]);
    expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{86}$/);
    expect(one).not.toBe(other);
    expect(await passwords.verify({ hash: one, password: DEMO_PASSWORD })).toBe(true);
    expect(await passwords.verify({ hash: one, password: 'tuntas-dema' })).toBe(false);
    expect(await passwords.verify({ hash: 'rusak', password: DEMO_PASSWORD })).toBe(false);
  });

  it('that was hashed by an earlier version still opens, and is hashed anew by it', async () => {
    const house = await openHouse({ machine: { passwords: MACHINE.passwords } });
    const kept = async () => {
      const [row] = await house.db
        .select({ hash: account.password })
        .from(account)
        .innerJoin(user, eq(user.id, account.userId))
        .where(eq(user.username, 'validator'));
      return row?.hash ?? '';
    };
    await house.db.update(account).set({ password: await hashedBefore('sepeda biru di bundaran') });
    const { accounts } = house.service.people;
    expect(await accounts.signIn('validator', 'sepeda biru di jalan')).toBeNull();
    expect(await kept()).not.toContain('$scrypt$');
    expect(await accounts.signIn('validator', 'sepeda biru di bundaran')).not.toBeNull();
    expect(await kept()).toContain('$scrypt$');
    expect(await accounts.signIn('validator', 'sepeda biru di bundaran')).not.toBeNull();
    await house.close();
  });

  it('being hashed keeps no thread from those who pack answers', async () => {
    const hashing = Array.from({ length: 8 }, () => passwords.hash('sepeda biru').then(() => 'hashed'));
    const packing = promisify(gzip)(Buffer.alloc(100_000)).then(() => 'packed');
    expect(await Promise.race([...hashing, packing])).toBe('packed');
    await Promise.all(hashing);
  });

  it.each([
    ['aaaaaaaaaaaaaaaa', true],
    ['Jakarta2025', true],
    ['password123', true],
    ['12345678901', true],
    ['qwertyuiop', true],
    ['bismillah123', true],
    ['sayangkamu', true],
    ['merdeka1945', true],
    ['lurah.bangka1', true],
    ['wulandari99', true],
    ['aB1!'.repeat(50), true],
    ['kuda baterai staples', false],
    ['Jakarta tidak pernah tidur', false],
    ['hujan di bulan juni', false],
  ])('%s is among the first that one would try: %s', async (password, guessable) => {
    expect(await passwords.isGuessable(password, ['lurah.bangka', 'Rina', 'Wulandari'])).toBe(guessable);
  });
});

describe('the line', () => {
  const waiting = new AbortController().signal;
  /** In which order turns came; each ends once it is told to. */
  function atTheDoor() {
    const line = openSignInLine();
    const order: string[] = [];
    const ends: (() => void)[] = [];
    const come = (network: string, known = false, signal = waiting) =>
      line.run({ network, known, signal }, () => {
        order.push(network);
        return new Promise<void>((end) => ends.push(end));
      });
    const oneEnds = async () => {
      await new Promise(setImmediate);
      ends.shift()?.();
      await new Promise(setImmediate);
    };
    return { order, come, oneEnds };
  }

  it('lets in two at a time, known browsers first, and of the others one address after another', async () => {
    const { order, come, oneEnds } = atTheDoor();
    const all = ['a', 'a', 'a', 'a', 'a', 'b', 'b', 'c'].map((network) => come(network));
    all.push(come('known', true));
    await new Promise(setImmediate);
    expect(order).toEqual(['a', 'a']);
    for (let i = 0; i < all.length; i++) await oneEnds();
    expect(order).toEqual(['a', 'a', 'known', 'a', 'b', 'c', 'a', 'b', 'a']);
    await Promise.all(all);
  });

  it('says that it is busy where more wait than could be let in, and when to come again', async () => {
    const { come, oneEnds } = atTheDoor();
    const inside = Array.from({ length: 302 }, () => come('a'));
    await expect(come('a')).rejects.toMatchObject({ word: 'unavailable', extra: { retryAfter: 20 } });
    const elsewhere = come('b');
    for (let i = 0; i < 303; i++) await oneEnds();
    await Promise.all([...inside, elsewhere]);
  });

  it('that strangers have filled still takes in known browsers', async () => {
    const { order, come, oneEnds } = atTheDoor();
    const strangers = Array.from({ length: 3_002 }, (_, i) => come(`${i % 20}`));
    await expect(come('one more')).rejects.toMatchObject({ word: 'unavailable' });
    const known = come('known', true);
    for (let i = 0; i < 3; i++) await oneEnds();
    await known;
    expect(order[2]).toBe('known');
    for (let i = 0; i < 3_000; i++) await oneEnds();
    await Promise.all(strangers);
  });

  it('spends nothing on whoever has gone', async () => {
    const { order, come, oneEnds } = atTheDoor();
    const gone = new AbortController();
    const stay = [come('a'), come('a')];
    const left = expect(come('b', false, gone.signal)).rejects.toBeInstanceOf(HttpProblem);
    gone.abort();
    for (let i = 0; i < 2; i++) await oneEnds();
    await left;
    await Promise.all(stay);
    expect(order).toEqual(['a', 'a']);
  });
});
