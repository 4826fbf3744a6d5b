/** Which report numbers of a file were seen before: a bit for each, since a file may hold millions. */

/** The count at a number's end, by which its neighbours differ. */
const COUNT = /\d{1,4}$/;

export function openSeen() {
  const days = new Map<string, Uint8Array>();
  return {
    /** True from the second time on. */
    again(number: string): boolean {
      const end = COUNT.exec(number)?.[0] ?? '';
      const day = `${end.length} ${number.slice(0, number.length - end.length)}`;
      const [byte, bit] = [Number(end) >> 3, 1 << (Number(end) & 7)];
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
