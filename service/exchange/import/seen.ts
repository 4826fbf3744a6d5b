/** Which report numbers of a file were seen before: a bit for each, since a file may hold millions. */

/** Letters and day; what follows is a count of that day. */
const DAY = 8;

export function openSeen() {
  const days = new Map<string, Uint8Array>();
  return {
    /** True from the second time on. `number` is a report number. */
    again(number: string): boolean {
      const day = number.slice(0, DAY);
      // Four digits and five count apart: 0001 and 00001 are two numbers.
      const count = Number(number.slice(DAY)) * 2 + (number.length % 2);
      const [byte, bit] = [count >> 3, 1 << (count & 7)];
      let bits = days.get(day) ?? new Uint8Array(0);
      if (byte >= bits.length) {
        const longer = new Uint8Array(Math.max(byte + 1, bits.length * 2));
        longer.set(bits);
        bits = longer;
        days.set(day, bits);
      }
      const known = bits[byte] ?? 0;
      bits[byte] = known | bit;
      return (known & bit) !== 0;
    },
  };
}
